import { type KnownLabels, preferLabel } from '../tagger/known-labels';
import type { NetworkModel } from '../tagger/network-factory';
import { type BatchTags, markKnown, type TaggingNetwork, type Wanted } from '../tagger/tagging-network';
import { Turns } from '../tagger/turns';
import { Arena } from './arena';
import { CrfKernel } from './crf-output';
import { FixedLstm } from './fixed-lstm';
import { FloatRecurrence } from './float-recurrence';
import { JointOutputs } from './joint-outputs';
import { type Kernels, laneBytes, laneCount } from './kernels';
import { indexOf, inLanes, packed, placesOf } from './layout';
import type { NetworkPlan } from './plan-network';
import { batchWords, planSorted } from './plan-sorted';
import { type Group, type KernelContext, type KernelRecurrence, pickSteps, type Steps } from './recurrence';
import { RowNotes } from './row-notes';
import { type GroupWords, ScoreCollector } from './score-collector';
import { TagOutput } from './tag-output';
import { WordEncoder } from './word-encoder';
import { WordRows } from './word-rows';

/** Of the places of a group, the share that words have to take if the gaps between them are to be computed with them. */
const gapShare = 0.85;

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

/** An output that is computed only for words of which nothing is known. */
interface KnownOutput extends Pick<KnownLabels, 'output' | 'given' | 'prefers'> {
  readonly notes: RowNotes;
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

/** Sentences that are computed side by side. */
interface GroupInput {
  readonly sentences: readonly (readonly string[])[];
  /** Of those side by side. */
  readonly indexes: readonly number[];
  /** The places of their words in the batch. */
  readonly targets: readonly number[];
  /** The numbers of the rows of the words of the batch. */
  readonly rows: Uint32Array;
}

/** The same with what the outputs read of them. */
interface OpenGroup extends GroupWords, Pick<GroupInput, 'sentences' | 'indexes' | 'rows'> {
  readonly group: Group;
  readonly below: readonly Steps[];
  readonly scratch: Arena;
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
  const { stride, rows: count } = group.layout;
  const hasGaps = stride > 1 && places.length < gapShare * laneCount * count;
  return isByStep && hasGaps ? pack(open) : open;
}

/** Without the gaps between its sentences. */
function pack({ group, below, places, ...open }: OpenGroup): OpenGroup {
  const layout = packed(group.counts);
  return {
    group: { ...group, layout },
    below: below.map((steps) => pickSteps(steps, places, open.scratch)),
    places: placesOf(layout, group.counts),
    ...open,
  };
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
  if (!known) return;
  const { tagCount } = sizes[known.output]!;
  const unknown = markGroup(open, known, collector);
  const layout = packed([unknown.places.length]);
  const picked = below.map((steps) => pickSteps(steps, unknown.places, scratch));
  const found = yield* others[known.output - 1]!.run({ ...group, layout }, picked, scratch, true);
  const tags = collector.tagsOf(known.output);
  const { words: integers, floats } = scratch.views;
  for (const [index, at] of unknown.targets.entries()) {
    const best = integers[found.best / 4 + index]!;
    const values = { start: indexOf(found.powers, found.size, index, 0), stride: laneCount, count: tagCount };
    const prefers = (label: number) => known.prefers!(unknown.texts[index]!, label);
    tags[at] = known.prefers ? preferLabel(prefers, best, floats, values) : best;
  }
}

/** Writes the known labels of a group. @returns the other words */
function markGroup(
  { sentences, indexes, places, targets, rows }: OpenGroup,
  { output, given, notes }: KnownOutput,
  collector: ScoreCollector,
): GroupWords & { readonly texts: readonly string[] } {
  const unknown = { places: [] as number[], targets: [] as number[], texts: [] as string[] };
  const [tags, givenTags] = [collector.tagsOf(output), collector.tagsOf(given)];
  let word = 0;
  for (const index of indexes)
    for (const text of sentences[index]!) {
      const at = targets[word]!;
      const label = notes.label(rows[at]!, text, givenTags[at]!);
      if (label >= 0) tags[at] = -1 - label;
      else {
        unknown.places.push(places[word]!);
        unknown.targets.push(at);
        unknown.texts.push(text);
      }
      word++;
    }
  return unknown;
}

function createGroup(counts: readonly number[], isPacked: boolean, scratch: Arena): Group {
  const address = scratch.allocate(laneBytes);
  const { words } = scratch.views;
  for (let lane = 0; lane < laneCount; lane++) words[address / 4 + lane] = counts[lane] ?? 0;
  const time = Math.max(...counts);
  return {
    time,
    shortest: counts.length < laneCount ? 0 : Math.min(...counts),
    counts,
    lengths: address,
    layout: isPacked ? packed(counts) : inLanes(time),
  };
}
