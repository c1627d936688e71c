import type { KnownLabels } from '../tagger/known-labels';
import type { NetworkModel } from '../tagger/network-factory';
import { type BatchTags, markKnown, type TaggingNetwork, type Wanted } from '../tagger/tagging-network';
import { Turns } from '../tagger/turns';
import { Arena } from './arena';
import { CrfKernel } from './crf-output';
import { FixedLstm } from './fixed-lstm';
import { FloatRecurrence } from './float-recurrence';
import { type Kernels, laneBytes, laneCount } from './kernels';
import type { NetworkPlan } from './plan-network';
import { type Group, type KernelContext, type KernelRecurrence, pickSteps, type Steps } from './recurrence';
import { ScoreCollector } from './score-collector';
import { TagOutput } from './tag-output';
import { WordEncoder } from './word-encoder';
import { WordRows } from './word-rows';

/** Words of a batch, at most, unless a sentence has more. */
const batchWords = 4096;

/** What a word costs beside the kernels, in multiplications. */
const wordCost = 1e4;

/** A network in kernels. All calls share one memory, and so come one after another. */
export class KernelNetwork implements TaggingNetwork {
  readonly groupWords = batchWords;
  #last: Promise<unknown> = Promise.resolve();
  readonly #turns = new Turns();
  #parts: NetworkParts | undefined;

  /** @param kernels whose memory is the network's alone */
  constructor(plan: NetworkPlan, model: RunnableModel, kernels: Kernels) {
    this.#parts = createParts(plan, model, kernels);
  }

  plan(lengths: readonly number[]): number[][] {
    return planSorted(lengths);
  }

  run(sentences: readonly (readonly string[])[], wanted: Wanted = 'tags'): Promise<BatchTags> {
    const result = this.#last.then(() => this.#run(sentences, wanted));
    this.#last = result.catch(() => {});
    return result;
  }

  async #run(sentences: readonly (readonly string[])[], wanted: Wanted): Promise<BatchTags> {
    if (!this.#parts) throw new Error('the network was released');
    const work = runBatch(this.#parts, sentences, wanted);
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      const turn = this.#turns.spend(value);
      if (turn) await turn;
    }
  }

  async release(): Promise<void> {
    await this.#last;
    this.#parts = undefined;
  }
}

/** Sentences of like length together. */
function planSorted(lengths: readonly number[]): number[][] {
  const order = [...lengths.keys()].sort((a, b) => lengths[b]! - lengths[a]!);
  const batches: number[][] = [];
  let words = Number.POSITIVE_INFINITY;
  for (const index of order) {
    words += lengths[index]!;
    if (words > batchWords) {
      batches.push([]);
      words = lengths[index]!;
    }
    batches.at(-1)!.push(index);
  }
  return batches;
}

/** What a network in kernels has to know of its model next to the plan. */
type RunnableModel = Pick<NetworkModel, 'precision' | 'lexicon' | 'known' | 'spanOutputs'>;

interface NetworkParts {
  readonly words: WordRows;
  /** Recurrences of each layer, from below, with where a row of words has what belongs to one of the first. */
  readonly layers: readonly (readonly { readonly runner: KernelRecurrence; readonly offset: number }[])[];
  readonly output: TagOutput | CrfKernel;
  readonly others: readonly (TagOutput | CrfKernel)[];
  /** Tags of each output, and whether they mark spans. */
  readonly sizes: readonly { readonly tagCount: number; readonly hasSpans: boolean }[];
  /** What is known of an output, so that it is computed for other words only. */
  readonly known: KnownLabels | undefined;
  /** What is known of one that is computed for all words. */
  readonly marked: KnownLabels | undefined;
  readonly kernels: Kernels;
}

function createParts(
  plan: NetworkPlan,
  { precision, lexicon, known, spanOutputs = [] }: RunnableModel,
  kernels: Kernels,
): NetworkParts {
  const context: KernelContext = { kernels, arena: new Arena(kernels.memory) };
  const [first, ...above] = plan.layers as [NetworkPlan['layers'][0], ...NetworkPlan['layers']];
  const fixed = precision === 'int8' ? first.map((recurrence) => FixedLstm.create(context, recurrence)) : [];
  const isFixed = fixed.length > 0 && fixed.every((recurrence) => recurrence !== undefined);
  const encoder = new WordEncoder(context, plan.parts, first, isFixed);
  const layers = [
    first.map((recurrence, side) => ({
      runner: isFixed ? fixed[side]! : new FloatRecurrence(context, recurrence),
      offset: encoder.projection.offsets[side]!,
    })),
  ];
  let below = first;
  for (const layer of above) {
    const sizes = below.map(({ hiddenSize }) => hiddenSize);
    layers.push(layer.map((own) => ({ runner: new FloatRecurrence(context, own, sizes), offset: 0 })));
    below = layer;
  }
  const sizes = below.map(({ hiddenSize }) => hiddenSize);
  const [output, ...others] = plan.outputs.map((own) =>
    own.transitions ? new CrfKernel(context, own, sizes) : new TagOutput(context, own, sizes),
  );
  // Rows of words come last, as they grow.
  const words = new WordRows(context.arena, encoder, lexicon);
  const outputSizes = plan.outputs.map(({ tagCount }, index) => ({
    tagCount,
    hasSpans: spanOutputs.includes(index),
  }));
  // The first output is always wanted, and of a path all tags.
  const isPartial = known && known.output > 0 && !plan.outputs[known.output]!.transitions;
  const labels = { known: isPartial ? known : undefined, marked: isPartial ? undefined : known };
  return { words, layers, output: output!, others, sizes: outputSizes, ...labels, kernels };
}

function* runBatch(
  parts: NetworkParts,
  sentences: readonly (readonly string[])[],
  wanted: Wanted,
): Generator<number, BatchTags> {
  const { words, output, marked, sizes } = parts;
  const addresses = yield* words.findRows(sentences);
  const collector = new ScoreCollector(sentences, sizes, wanted);
  const order = [...sentences.keys()].sort((a, b) => sentences[b]!.length - sentences[a]!.length);
  for (let start = 0; start < order.length; start += laneCount) {
    const indexes = order.slice(start, start + laneCount).filter((index) => sentences[index]!.length > 0);
    if (indexes.length === 0) break;
    const scratch = new Arena(parts.kernels.memory, words.end);
    const lengths = indexes.map((index) => sentences[index]!.length);
    const group = createGroup(lengths, scratch);
    const rows = scratch.allocate(group.time * laneBytes);
    const { words: cells } = scratch.views;
    if (group.shortest < group.time || indexes.length < laneCount)
      cells.fill(words.none, rows / 4, rows / 4 + group.time * laneCount);
    for (const [lane, index] of indexes.entries()) {
      const from = collector.starts[index]!;
      for (let step = 0, at = rows / 4 + lane; step < lengths[lane]!; step++, at += laneCount)
        cells[at] = addresses[from + step]!;
    }
    let below: Steps[] = [];
    for (const [level, layer] of parts.layers.entries()) {
      const steps: Steps[] = [];
      for (const { runner, offset } of layer)
        steps.push(yield* runner.run(group, level === 0 ? { rows, offset } : { below }, scratch));
      below = steps;
    }
    const scores = yield* output.run(group, below, scratch, wanted === 'scores' || sizes[0]!.hasSpans);
    collector.collect(indexes, scores, scratch.views);
    collector.collectEmissions(indexes, 0, scores, scratch.views);
    yield* runOthers(parts, { sentences, indexes, group, below, scratch }, collector);
    yield wordCost * lengths.reduce((sum, length) => sum + length, 0);
  }
  const batch = collector.finish();
  return marked ? markKnown(batch, sentences, marked) : batch;
}

/** Sentences in the lanes, with what the outputs read of them. */
interface OpenGroup {
  readonly sentences: readonly (readonly string[])[];
  /** Of the sentences in the lanes. */
  readonly indexes: readonly number[];
  readonly group: Group;
  readonly below: readonly Steps[];
  readonly scratch: Arena;
}

/** The outputs behind the first one. Of one whose labels are known for many words, only the others are computed. */
function* runOthers(
  { others, known, sizes }: NetworkParts,
  open: OpenGroup,
  collector: ScoreCollector,
): Generator<number, void> {
  const { indexes, group, below, scratch } = open;
  for (const [index, other] of others.entries()) {
    if (index + 1 === known?.output) continue;
    if (!sizes[index + 1]!.hasSpans) {
      collector.collectOther(indexes, index, yield* other.findBest(group, below, scratch), scratch.views);
      continue;
    }
    const found = yield* other.run(group, below, scratch, true);
    collector.collectOther(indexes, index, found.best, scratch.views);
    collector.collectEmissions(indexes, index + 1, found, scratch.views);
  }
  if (!known) return;
  const { places, at } = markGroup(open, known, collector);
  const picked = below.map((steps) => pickSteps(steps, places, scratch));
  const time = Math.ceil(places.length / laneCount);
  const best = yield* others[known.output - 1]!.findBest({ ...group, time }, picked, scratch);
  const tags = collector.tagsOf(known.output);
  for (const [index, place] of at.entries()) tags[place] = scratch.views.words[best / 4 + index]!;
}

/** Writes the known labels of a group. @returns of the other words step · 8 + lane, and their places in the batch */
function markGroup(
  { sentences, indexes }: OpenGroup,
  { output, given, find }: KnownLabels,
  collector: ScoreCollector,
) {
  const places: number[] = [];
  const at: number[] = [];
  const [tags, givenTags] = [collector.tagsOf(output), collector.tagsOf(given)];
  for (const [lane, index] of indexes.entries())
    for (const [step, word] of sentences[index]!.entries()) {
      const place = collector.starts[index]! + step;
      const label = find(word, givenTags[place]!);
      if (label >= 0) tags[place] = -1 - label;
      else {
        places.push(step * laneCount + lane);
        at.push(place);
      }
    }
  return { places, at };
}

function createGroup(lengths: readonly number[], scratch: Arena): Group {
  const address = scratch.allocate(laneBytes);
  const { words } = scratch.views;
  for (let lane = 0; lane < laneCount; lane++) words[address / 4 + lane] = lengths[lane] ?? 0;
  return {
    time: Math.max(...lengths),
    shortest: lengths.length < laneCount ? 0 : Math.min(...lengths),
    lengths: address,
  };
}
