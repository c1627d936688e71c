import type { WordIds } from '@tagger/core/internal';
import { copyRow } from '../model-file/table';
import type { Arena } from './arena';
import { orderBias, orderRows } from './cell-rows';
import { CharacterRows } from './character-rows';
import { FloatRecurrence } from './float-recurrence';
import { laneBytes, laneCount } from './kernels';
import { inLanes } from './layout';
import { inOrder, Matrix } from './matrix';
import type { CharacterLstmPlan, ConvolutionPlan, PartPlan, RecurrencePlan, TablePlan } from './plan-network';
import { Projection, type ProjectionTarget } from './projection';
import type { Group, KernelContext } from './recurrence';

/** A part of the words' vectors. */
export interface KernelPart {
  readonly size: number;
  /** Writes the part of up to eight words, one in each lane. Yields what it has cost now and then. @param x float32 [size, 8], zeros before */
  encode(words: readonly WordIds[], x: number, scratch: Arena): Iterable<number>;
}

export function createPart(context: KernelContext, plan: PartPlan): KernelPart {
  if (plan.kind === 'table') return new TablePart(plan);
  return plan.kind === 'convolution'
    ? new ConvolutionPart(context, plan)
    : new CharacterLstmPart(context, plan);
}

class TablePart implements KernelPart {
  readonly size: number;

  constructor(private readonly plan: TablePlan) {
    this.size = plan.size;
  }

  encode(words: readonly WordIds[], x: number, { views: { floats } }: Arena): Iterable<number> {
    const { table, read } = this.plan;
    for (const [lane, word] of words.entries()) {
      let at = x / 4 + lane;
      const rows = read(word);
      for (let index = 0; index < rows.length; index++, at += table.width * laneCount)
        copyRow(table, rows[index]!, floats, at, laneCount);
    }
    return [];
  }
}

/** The characters of a word, of which there is one at least: the unknown one. */
function listCharacters({ characters }: WordIds): ArrayLike<number> {
  return characters.length > 0 ? characters : [0];
}

class CharacterLstmPart implements KernelPart {
  readonly size: number;
  readonly #rows: CharacterRows;
  readonly #projection: Projection;
  readonly #recurrences: readonly { readonly plan: RecurrencePlan; readonly runner: FloatRecurrence }[];

  constructor(context: KernelContext, { size, table, recurrences }: CharacterLstmPlan) {
    this.size = size;
    this.#projection = new Projection(
      context,
      recurrences.map((plan) => projectRecurrence(context, plan, table.width)),
      Math.ceil(table.width / 2) * 2,
      false,
    );
    this.#rows = new CharacterRows(context, table, this.#projection);
    this.#recurrences = recurrences.map((plan) => ({ plan, runner: new FloatRecurrence(context, plan) }));
  }

  *encode(words: readonly WordIds[], x: number, scratch: Arena): Generator<number, void> {
    const characters = words.map(listCharacters);
    yield* this.#rows.learn(characters, scratch);
    const { group, rows } = this.#layOut(characters, scratch);
    for (const [index, { plan, runner }] of this.#recurrences.entries()) {
      const own = x + index * plan.hiddenSize * laneBytes;
      const offset = this.#projection.offsets[index]!;
      yield* runner.run(group, { rows, offset }, scratch, (step, hidden) => {
        // Read from the end, all words end together; read from the start, each ends with its last character.
        const { floats } = scratch.views;
        for (const [lane, { length }] of characters.entries())
          if (step === (plan.isBackward ? 0 : length - 1))
            for (let unit = 0; unit < plan.hiddenSize; unit++)
              floats[own / 4 + unit * laneCount + lane] = floats[hidden / 4 + unit * laneCount + lane]!;
      });
    }
  }

  /** The characters' rows, those of a word in one lane. */
  #layOut(characters: readonly ArrayLike<number>[], scratch: Arena): { group: Group; rows: number } {
    const counts = characters.map(({ length }) => length);
    const time = Math.max(...counts);
    const lengths = scratch.allocate(laneBytes);
    const group = { time, shortest: Math.min(...counts), counts, lengths, layout: inLanes(time) };
    const rows = scratch.allocate(time * laneBytes);
    const { words } = scratch.views;
    words.fill(this.#rows.none, rows / 4, rows / 4 + time * laneCount);
    for (const [lane, own] of characters.entries())
      for (let step = 0; step < own.length; step++)
        words[rows / 4 + step * laneCount + lane] = this.#rows.find(own[step]!);
    return { group, rows };
  }
}

class ConvolutionPart implements KernelPart {
  readonly size: number;
  readonly #context: KernelContext;
  readonly #rows: CharacterRows;
  readonly #bias: number;
  readonly #padded: number;

  constructor(context: KernelContext, { size, table, filter, bias }: ConvolutionPlan) {
    const { kernels, arena } = context;
    const order = inOrder(size, 4);
    this.size = size;
    this.#context = context;
    this.#padded = order.length;
    const columns = table.width;
    const targets = [0, 1, 2].map((place): ProjectionTarget => {
      const matrix = new Matrix({ kernels, arena }, filter, order, inOrder(columns, 2, place * columns));
      return { matrix, bias: 0, count: order.length };
    });
    const projection = new Projection(context, targets, Math.ceil(columns / 2) * 2, false);
    this.#rows = new CharacterRows(context, table, projection);
    this.#bias = arena.placeFloats(orderBias(bias, order));
  }

  *encode(words: readonly WordIds[], x: number, scratch: Arena): Generator<number, void> {
    const characters = words.map(listCharacters);
    yield* this.#rows.learn(characters, scratch);
    for (const [lane, own] of characters.entries()) {
      const rows = scratch.allocate(4 * own.length);
      const out = scratch.allocateFloats(this.#padded);
      const { floats, words: addresses } = scratch.views;
      for (let l = 0; l < own.length; l++) addresses[rows / 4 + l] = this.#rows.find(own[l]!);
      this.#context.kernels.convolve(rows, own.length, this.#bias, out, this.#padded);
      for (let h = 0; h < this.size; h++) floats[x / 4 + h * laneCount + lane] = floats[out / 4 + h]!;
    }
  }
}

/**
 * U x + b of a recurrence.
 * @param isFixed whether for `lstm16`, where they are halved
 */
export function projectRecurrence(
  { kernels, arena }: KernelContext,
  plan: RecurrencePlan,
  inputSize: number,
  isFixed = false,
): ProjectionTarget {
  const order = orderRows(plan);
  const factor = isFixed ? 0.5 : 1;
  return {
    matrix: new Matrix({ kernels, arena }, plan.inputWeight, order, inOrder(inputSize, 2), factor),
    bias: arena.placeFloats(orderBias(plan.bias, order, factor)),
    count: order.length,
  };
}
