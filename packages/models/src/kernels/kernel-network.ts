import type { KnownLabels } from '../tagger/known-labels';
import type { NetworkModel } from '../tagger/network-factory';
import { type BatchTags, markKnown, type TaggingNetwork, type Wanted } from '../tagger/tagging-network';
import { Turns } from '../tagger/turns';
import { Arena } from './arena';
import { CrfKernel } from './crf-output';
import { FixedLstm } from './fixed-lstm';
import { FloatRecurrence } from './float-recurrence';
import { JointOutputs } from './joint-outputs';
import { type Kernels, laneBytes, laneCount } from './kernels';
import { type KnownOutput, runUnknown } from './known-output';
import { placesOf } from './layout';
import { closeGaps, createGroup, type GroupInput, type OpenGroup } from './open-group';
import type { NetworkPlan } from './plan-network';
import { batchWords, planSorted } from './plan-sorted';
import type { KernelContext, KernelRecurrence, Steps } from './recurrence';
import { RowNotes } from './row-notes';
import { ScoreCollector } from './score-collector';
import { TagOutput } from './tag-output';
import { WordEncoder } from './word-encoder';
import { WordRows } from './word-rows';

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

/** What a network in kernels has to know of its model next to the plan. */
type RunnableModel = Pick<NetworkModel, 'precision' | 'lexicon' | 'known' | 'joint' | 'spanOutputs'>;

interface NetworkParts {
  readonly words: WordRows;
  /** Recurrences of each layer, from below, with where a row of words has what belongs to one of the first. */
  readonly layers: readonly (readonly { readonly runner: KernelRecurrence; readonly offset: number }[])[];
  readonly output: TagOutput | CrfKernel;
  /** Whether what follows the first layer reads each step by itself. */
  readonly isByStep: boolean;
  readonly others: readonly (TagOutput | CrfKernel)[];
  /** Tags of each output, and whether they mark spans. */
  readonly sizes: readonly { readonly tagCount: number; readonly hasSpans: boolean }[];
  /** Outputs whose tags are chosen together with those of the first one. */
  readonly together: JointOutputs | undefined;
  /** What is known of an output, so that it is computed for other words only. */
  readonly known?: KnownOutput;
  /** What is known of one that is computed for all words. */
  readonly marked?: KnownLabels | undefined;
  /** Behind the rows of words, for one group after the other. */
  readonly scratch: Arena;
}

function createParts(
  plan: NetworkPlan,
  { precision, lexicon, known, joint = [], spanOutputs = [] }: RunnableModel,
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
  const together = joint.length > 0 ? new JointOutputs(context, joint, plan.outputs, sizes) : undefined;
  const outputSizes = plan.outputs.map(({ tagCount }, index) => ({
    tagCount,
    hasSpans: spanOutputs.includes(index),
  }));
  // The first output is always wanted, and of a path all tags.
  const isPartial = known && known.output > 0 && !plan.outputs[known.output]!.transitions;
  const labels = isPartial ? { known: { ...known, notes: new RowNotes(known.find) } } : { marked: known };
  // Rows of words come last, as they grow.
  const words = new WordRows(context.arena, encoder, lexicon, () => labels.known?.notes.clear());
  const scratch = new Arena(kernels.memory);
  const isByStep = above.length === 0 && plan.outputs.every(({ transitions }) => !transitions);
  const own = { words, layers, output: output!, isByStep, others, together, sizes: outputSizes };
  return { ...own, ...labels, scratch };
}

function* runBatch(
  parts: NetworkParts,
  sentences: readonly (readonly string[])[],
  wanted: Wanted,
): Generator<number, BatchTags> {
  const { words, output, together, marked, sizes, scratch } = parts;
  const rows = yield* words.findRows(sentences);
  const collector = new ScoreCollector(sentences, sizes, wanted);
  const order = [...sentences.keys()].sort((a, b) => sentences[b]!.length - sentences[a]!.length);
  for (let start = 0; start < order.length; start += laneCount) {
    const indexes = order.slice(start, start + laneCount).filter((index) => sentences[index]!.length > 0);
    if (indexes.length === 0) break;
    scratch.end = words.end;
    const targets = collector.targetsOf(indexes);
    const open = yield* runLayers(parts, { sentences, indexes, targets, rows }, scratch);
    const { group, below } = open;
    const isKept = wanted === 'scores' || sizes[0]!.hasSpans || together !== undefined;
    const scores = yield* output.run(group, below, scratch, isKept);
    collector.collect(open, scores, scratch.views);
    if (together) yield* together.choose(open, scores, collector, scratch);
    collector.collectEmissions(open, 0, scores, scratch.views);
    yield* runOthers(parts, open, collector);
    yield wordCost * targets.length;
  }
  const batch = collector.finish(rows);
  return marked ? markKnown(batch, sentences, marked) : batch;
}

function* runLayers(
  { words, layers, isByStep }: NetworkParts,
  { sentences, indexes, targets, rows }: GroupInput,
  scratch: Arena,
): Generator<number, OpenGroup> {
  const counts = indexes.map((index) => sentences[index]!.length);
  const { oneByOne } = layers[0]![0]!.runner;
  const group = createGroup(counts, isByStep && counts.length <= oneByOne, scratch);
  const addresses = scratch.allocate(group.time * laneBytes);
  const { words: cells } = scratch.views;
  const first = addresses >>> 2;
  if (group.shortest < group.time) cells.fill(words.none, first, first + group.time * laneCount);
  for (let lane = 0, word = 0; lane < counts.length; lane++)
    for (let step = 0, at = first + lane; step < counts[lane]!; step++, at += laneCount)
      cells[at] = words.addressOf(rows[targets[word++]!]!);
  let below: Steps[] = [];
  for (const [level, layer] of layers.entries()) {
    const steps: Steps[] = [];
    for (const { runner, offset } of layer)
      steps.push(yield* runner.run(group, level === 0 ? { rows: addresses, offset } : { below }, scratch));
    below = steps;
  }
  const places = placesOf(group.layout, counts);
  const open = { group, below, places, targets, scratch, sentences, indexes, rows };
  return isByStep ? closeGaps(open) : open;
}

/** The outputs behind the first one. Of one whose labels are known for many words, only the others are computed. */
function* runOthers(
  { others, together, known, sizes }: NetworkParts,
  open: OpenGroup,
  collector: ScoreCollector,
): Generator<number, void> {
  const { group, below, scratch } = open;
  for (const [index, other] of others.entries()) {
    if (index + 1 === known?.output || together?.has(index + 1)) continue;
    if (!sizes[index + 1]!.hasSpans) {
      collector.collectOther(open, index, yield* other.findBest(group, below, scratch), scratch.views);
      continue;
    }
    const found = yield* other.run(group, below, scratch, true);
    collector.collectOther(open, index, found.best, scratch.views);
    collector.collectEmissions(open, index + 1, found, scratch.views);
  }
  if (known) yield* runUnknown(open, known, others[known.output - 1] as TagOutput, collector);
}
