import { inOrder } from '../kernels/matrix';
import { tanh16, toHalf } from '../kernels/plain/functions';
import type { RecurrencePlan } from '../kernels/plan-network';
import { tanhTables } from '../kernels/tanh-tables';
import type { FileGraph } from '../model-file/file-graph';
import type { GraphBuilder } from '../onnx/graph-builder';
import { dataTypes } from '../onnx/model-proto';
import { WholeValues } from './whole-values';
import { roundMatrix, roundRecurrence } from './whole-weights';

/*
 * The first layer of a model in int8 as the runtime computes it: in whole numbers (`kernels/projection.ts`, the kernels `quantize`, `product`, `scatter16` and
 * `lstm16`). Here they are kept in float32 and float64, which have room for all sums. Axes:  T time   B batch   R distinct words   D a word's vector
 * S directions   H hidden   G = 4 H: input, output, forget, candidate
 */

/** Half of the bits of a factor: sums of products of either half are whole numbers below 2^24. */
const half = 128;
/** The largest |x| of a word is compared with the powers of two from here on; it cannot be larger than the last. */
const [leastPower, mostPower] = [-97, 40];
/** tanh is 1 from here on, in 2^−12. */
const end = 16383;
/** Places of a table of tanh. */
const tableSize = 2 * end + 1;

/** A recurrence as the runtime computes it in whole numbers. */
interface WholeRecurrence {
  readonly plan: RecurrencePlan;
  readonly weights: Int16Array;
  readonly shift: number;
}

/** The recurrences of a layer, if the runtime computes all of them in whole numbers. */
export function findWholeRecurrences(plans: readonly RecurrencePlan[]): WholeRecurrence[] | undefined {
  const found = plans.flatMap((plan) => {
    const rounded = roundRecurrence(plan);
    return rounded ? [{ plan, ...rounded }] : [];
  });
  return found.length === plans.length ? found : undefined;
}

/** h of all directions [T, B, S · H], float32. @param words vectors [R, D] @param places of each step among them, int64 [T, B] */
export function buildWholeLayer(
  file: FileGraph,
  layer: readonly WholeRecurrence[],
  words: string,
  places: string,
): string {
  return new WholeLayer(file, layer).build(words, places);
}

class WholeLayer {
  readonly #graph: GraphBuilder;
  readonly #values: WholeValues;
  readonly #hiddenSize: number;

  constructor(
    private readonly file: FileGraph,
    private readonly layer: readonly WholeRecurrence[],
  ) {
    this.#graph = file.graph;
    this.#values = new WholeValues(file.graph);
    this.#hiddenSize = layer[0]!.plan.hiddenSize;
  }

  build(words_RD: string, places_TB: string): string {
    const steps_TSBG = this.#lookUp(this.#project(words_RD), this.#maskPlaces(words_RD, places_TB));
    const hidden_TSBH = this.#recur(steps_TSBG);
    const whole = this.#graph.node('Cast', [hidden_TSBH], { to: dataTypes.float32 });
    const scaled = this.#graph.node('Mul', [whole, this.#values.float(2 ** -13)]);
    const sides = this.layer.map(({ plan }, side) => {
      const own_TBH = this.#graph.node('Gather', [scaled, this.#graph.int32(side)], { axis: 1 });
      return plan.isBackward ? this.#reverse(own_TBH) : own_TBH;
    });
    return sides.length === 1 ? sides[0]! : this.#graph.node('Concat', sides, { axis: -1 });
  }

  /** U x + b of each word for each direction, float64 [R + 1, S, G]: whole numbers of 2^−12, and 1/2 which rounds; the last one is zero. */
  #project(words_RD: string): string {
    const graph = this.#graph;
    const { halves_2RD, scales_R1 } = this.#quantize(words_RD);
    const G = 4 * this.#hiddenSize;
    // Rows are halved.
    const bias = this.layer.flatMap(({ plan }) => [...plan.bias]);
    let sum = this.#values.floats(bias.map((value) => 0.5 * value));
    const sides = this.layer.map(({ plan: { inputWeight } }) =>
      roundMatrix(inputWeight, G, inOrder(inputWeight.width, 2)),
    );
    for (const [index, { start, count }] of sides[0]!.entries()) {
      const parts = sides.map((side) => side[index]!);
      const own = graph.node('Slice', [
        halves_2RD,
        graph.integers(start),
        graph.integers(start + count),
        graph.integers(-1),
      ]);
      const weights = parts.map(({ weights }) => this.#values.shorts(weights, [G, count]));
      const weights_CN = graph.node('Transpose', [this.#values.join(weights, 0)], { perm: [1, 0] });
      const [high, low] = graph.nodes('Split', [graph.node('MatMul', [own, weights_CN])], 2, {
        num_outputs: 2,
      }) as [string, string];
      const whole = graph.node('Add', [graph.node('Mul', [high, this.#values.float(half)]), low]);
      const rowScales = this.#values.floats(
        parts.flatMap(({ scales }) => [...scales]).map((scale) => 0.5 * scale),
      );
      sum = graph.node('Add', [sum, graph.node('Mul', [whole, graph.node('Mul', [scales_R1, rowScales])])]);
    }
    const rounded = graph.node('Round', [graph.node('Mul', [sum, this.#values.float(4096)])]);
    const held = graph.node('Clip', [rounded, this.#values.float(-32768), this.#values.float(32767)]);
    const none = this.#values.floats(new Array<number>(bias.length).fill(0), [1, 1, bias.length]);
    const all = graph.node('Add', [graph.node('Concat', [held, none], { axis: 1 }), this.#values.float(0.5)]);
    const rows = graph.node('Cast', [graph.node('Squeeze', [all, graph.integers(0)])], {
      to: dataTypes.float64,
    });
    return graph.node('Reshape', [rows, graph.integers(-1, this.layer.length, G)]);
  }

  /** x as whole numbers in two halves, 128 and 1 [2, R, D], and the power of two that a word's are multiples of [R, 1]. */
  #quantize(words_RD: string) {
    const graph = this.#graph;
    const powers = Array.from({ length: mostPower - leastPower }, (_, at) => leastPower + 1 + at);
    const most_R1 = graph.reduceMax(graph.node('Abs', [words_RD]), -1, 1);
    const isReached = graph.node('GreaterOrEqual', [most_R1, this.#values.floats(powers.map((k) => 2 ** k))]);
    const exponents_R1 = graph.node(
      'ReduceSum',
      [graph.node('Cast', [isReached], { to: dataTypes.int64 }), graph.integers(-1)],
      { keepdims: 1 },
    );
    const scaleOf = (k: number) => 2 ** (k - 13);
    const scales = [leastPower, ...powers].map(scaleOf);
    const scales_R1 = graph.node('Gather', [this.#values.floats(scales), exponents_R1]);
    const factors_R1 = graph.node('Gather', [
      this.#values.floats(scales.map((scale) => 1 / scale)),
      exponents_R1,
    ]);
    const whole = graph.node('Round', [graph.node('Mul', [words_RD, factors_R1])]);
    const high = graph.node('Round', [graph.node('Mul', [whole, this.#values.float(1 / half)])]);
    const low = graph.node('Sub', [whole, graph.node('Mul', [high, this.#values.float(half)])]);
    const halves_2RD = this.#values.join(
      [high, low].map((value) => graph.node('Unsqueeze', [value, graph.integers(0)])),
      0,
    );
    return { halves_2RD, scales_R1 };
  }

  /** Places [T, B], of no word behind the last one of a sentence. */
  #maskPlaces(words_RD: string, places_TB: string): string {
    const graph = this.#graph;
    const time = graph.node('Squeeze', [graph.node('Shape', [places_TB], { end: 1 })]);
    const number = (value: number) =>
      graph.initializer(graph.uniqueName('number'), {
        type: 'int64',
        dimensions: [],
        data: BigInt64Array.of(BigInt(value)),
      });
    const steps_T1 = graph.node('Unsqueeze', [
      graph.node('Range', [number(0), time, number(1)]),
      graph.integers(1),
    ]);
    const lengths_B = graph.node('Cast', [this.file.lengths], { to: dataTypes.int64 });
    const none = graph.node('Shape', [words_RD], { end: 1 });
    return graph.node('Where', [graph.node('Less', [steps_T1, lengths_B]), places_TB, none]);
  }

  /** The rows of all steps in the order in which each direction reads them [T, S, B, G]. */
  #lookUp(rows_RSG: string, places_TB: string): string {
    const graph = this.#graph;
    const sides = this.layer.map(({ plan }, side) => {
      const rows_RG = graph.node('Gather', [rows_RSG, graph.int32(side)], { axis: 1 });
      const places = plan.isBackward ? this.#reverse(places_TB) : places_TB;
      return graph.node('Unsqueeze', [graph.node('Gather', [rows_RG, places]), graph.integers(1)]);
    });
    return this.#values.join(sides, 1);
  }

  /** h of all steps, float64 [T, S, B, H]: whole numbers of 2^−13. */
  #recur(steps_TSBG: string): string {
    const graph = this.#graph;
    const [S, H] = [this.layer.length, this.#hiddenSize];
    const batch = graph.node('Shape', [steps_TSBG], { start: 2, end: 3 });
    const shape = graph.node('Concat', [graph.integers(S), batch, graph.integers(H)], { axis: 0 });
    const zeros = graph.node('Cast', [graph.node('ConstantOfShape', [shape])], { to: dataTypes.float64 });
    const body = graph.child('wholeStep');
    const declare = (name: string) => body.input(body.uniqueName(name), 'float64');
    const [h, c, row] = [declare('h'), declare('c'), declare('row')] as [string, string, string];
    const next = this.#step(body, { h, c, row });
    for (const value of [next.h, next.c, body.node('Identity', [next.h])]) body.output(value, 'float64');
    const [, , hidden] = graph.nodes('Scan', [zeros, zeros, steps_TSBG], 3, {
      body: { graph: body.build() },
      num_scan_inputs: 1,
    });
    return hidden!;
  }

  #step(body: GraphBuilder, { h, c, row }: Readonly<Record<'h' | 'c' | 'row', string>>) {
    const op = (operator: string, ...values: string[]) => body.node(operator, values);
    const floor = (value: string) => op('Floor', value);
    const d = (value: number) => this.#values.double(value);
    const { gates, tanh, offsets, scales } = this.#tables();
    // (1) ⌊W h + 1/2⌋ and the row, of which 1/2 is a part
    const product = op('MatMul', h, this.#recurrentWeights());
    const sum = op(
      'Clip',
      this.#isShort() ? floor(op('Add', product, row)) : this.#addHeld(body, product, row),
      d(-end),
      d(end),
    );
    const places = body.node('Cast', [op('Add', sum, offsets)], { to: dataTypes.int32 });
    const look = (table: string, place: string) =>
      body.node('Cast', [op('Gather', table, place)], { to: dataTypes.float64 });
    const [i, o, f, g] = body.nodes('Split', [op('Mul', look(gates, places), scales)], 4, {
      axis: -1,
      num_outputs: 4,
    }) as [string, string, string, string];
    // (2) c = ⌊f c + 1/2⌋ + ⌊(⌊i g + 1/2⌋ + 4) / 8⌋, where 1/8 is a part of i, and nested floors are one
    const added = op('Min', floor(op('Add', op('Mul', i, g), d(4.5 / 8))), d(4095));
    const kept = floor(op('Add', op('Add', op('Mul', f, c), d(0.5)), added));
    const cell = op('Clip', kept, d(-32768), d(32767));
    // (3) h = o tanh c; places before the first are counted from the end
    const place = body.node('Cast', [op('Clip', cell, d(-end), d(end))], { to: dataTypes.int32 });
    const hidden = floor(op('Add', op('Mul', o, look(tanh, place)), d(0.5)));
    return { h: hidden, c: cell };
  }

  /** Where sums may not fit into 16 bits. */
  #addHeld(body: GraphBuilder, product: string, row: string): string {
    const rounded = body.node('Floor', [body.node('Add', [product, this.#values.double(0.5)])]);
    const held = body.node('Clip', [rounded, this.#values.double(-32768), this.#values.double(32767)]);
    return body.node('Floor', [body.node('Add', [held, row])]);
  }

  /** Whether W h always fits into 16 bits. */
  #isShort(): boolean {
    const H = this.#hiddenSize;
    return this.layer.every(({ weights, shift }) =>
      Array.from({ length: 4 * H }, (_, row) => weights.subarray(row * H, (row + 1) * H)).every(
        (own) => own.reduce((sum, weight) => sum + Math.abs(weight), 0) * 2 ** (13 - shift) < 32767,
      ),
    );
  }

  /** Wᵀ of each direction [S, H, G], float64, so that W h is of 2^−12. */
  #recurrentWeights(): string {
    const graph = this.#graph;
    const [S, H] = [this.layer.length, this.#hiddenSize];
    const all = this.layer.map(({ weights }) => this.#values.shorts(weights, [1, 4 * H, H], 'float64'));
    const transposed = graph.node('Transpose', [this.#values.join(all, 0)], { perm: [0, 2, 1] });
    const scales = Float64Array.from(this.layer, ({ shift }) => 2 ** -shift);
    return graph.node('Mul', [transposed, this.#values.doubles(scales, [S, 1, 1])]);
  }

  /**
   * σ, a fourth of σ and tanh of the double from −4 to 4 as tables behind one another, int16, since a larger one would not fit into a processor's cache; by gate, where its
   * table has the place 0, and what its values are multiplied by; and tanh with its negative places behind the others.
   */
  #tables() {
    const H = this.#hiddenSize;
    const coefficients = Int16Array.from(tanhTables);
    const t = Int16Array.from({ length: tableSize }, (_, at) => tanh16(at - end, coefficients, 0));
    const double = t.map((_, at) => tanh16(toHalf(2 * (at - end)), coefficients, 0));
    const tables = [t.map((value) => (value >> 1) + 16384), t.map((value) => (value >> 3) + 4096), double];
    const byGate = (values: readonly number[]) =>
      this.#values.doubles(values.flatMap((value) => new Array<number>(H).fill(value)));
    return {
      gates: this.#values.whole(tables.flatMap((table) => [...table])),
      offsets: byGate([0, 1, 0, 2].map((table) => table * tableSize + end)),
      scales: byGate([2 ** -18, 2 ** -15, 2 ** -15, 1]),
      tanh: this.#values.whole([...t.subarray(end), ...t.subarray(0, end)]),
    };
  }

  #reverse(value_T: string): string {
    const graph = this.#graph;
    const [last, start] = [graph.integers(-1), graph.integers(-(2 ** 31))];
    return graph.node('Slice', [value_T, last, start, graph.integers(0), last]);
  }
}
