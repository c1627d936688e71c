import { describeBatch, measureAxes } from '../../batch/describe-batch';
import { type LanePlan, spreadSentences } from '../../batch/lanes';
import { planBatches } from '../../batch/plan-batches';
import { type JointColumn, secondShare } from '../../tagger/joint-columns';
import { mostCandidates } from '../../tagger/known-labels';
import type { NetworkModel } from '../../tagger/network-factory';
import { listLayerInputs } from '../../tagger/tagging-graphs';
import {
  type BatchTags,
  hasNaN,
  markKnown,
  type TaggingNetwork,
  type Wanted,
} from '../../tagger/tagging-network';
import type { Card } from '../card/card';
import type { CompiledProgram } from '../card/compiled-program';
import { ProgramRunner } from '../card/program-runner';
import type { StorageKey } from '../compile/quantities';
import { countValues, type Sizes } from '../graph/shape';
import { CardModel } from './card-model';
import { type ResultName, type ResultSpec, resultKey, writeSentenceProgram } from './write-programs';

/** Sentences and steps of a batch, at most: a card computes many sentences at the same time. */
const most = { sentences: 1024, steps: 16_384 };

interface SentenceProgram {
  readonly compiled: CompiledProgram;
  readonly results: readonly ResultSpec[];
}

/** A network on a card. Its runs are submitted one after another, and the card computes while others are read. */
export class CardNetwork implements TaggingNetwork {
  readonly groupWords = 8 * most.steps;
  readonly runsAtOnce = 4;
  #last: Promise<unknown> = Promise.resolve();
  readonly #programs = new Map<Wanted, Promise<SentenceProgram>>();
  /** Of a batch, for which there is memory. */
  readonly #mostSteps: number;

  private constructor(
    private readonly card: Card,
    private readonly runner: ProgramRunner,
    private readonly words: CardModel,
    private readonly model: Omit<NetworkModel, 'weights'>,
    private readonly onRelease: () => void,
  ) {
    // With the values of all tags: what takes the most.
    const { program, results } = writeSentenceProgram(
      model.network,
      { ...model, wanted: 'scores' },
      card.limits,
    );
    const sizes = { time: 64, batch: 64 };
    const offsets = new Map<StorageKey, number>();
    const memory = program.memory.place(sizes, placeResults(results, sizes, offsets), offsets);
    const fitting = (card.mostMemory * sizes.time * sizes.batch) / memory;
    this.#mostSteps = Math.max(1, Math.floor(Math.min(most.steps, words.mostWords, fitting)));
  }

  /**
   * Puts a model onto a card.
   * @param onRelease called once the network uses the card no more
   * @throws RangeError if a state is too large for the card
   * @throws MemoryError if it has no room for the weights
   */
  static async create(
    card: Card,
    { weights, ...model }: NetworkModel,
    onRelease: () => void,
  ): Promise<CardNetwork> {
    const runner = new ProgramRunner(card);
    try {
      const words = await CardModel.create(card, runner, { ...model, weights });
      const own = new CardNetwork(card, runner, words, model, onRelease);
      await own.#compile('tags');
      return own;
    } catch (error) {
      runner.buffers.destroy();
      throw error;
    }
  }

  plan(lengths: readonly number[]): number[][] {
    return planBatches(lengths, { size: most.sentences, maximumTokens: this.#mostSteps });
  }

  async run(sentences: readonly (readonly string[])[], wanted: Wanted = 'tags'): Promise<BatchTags> {
    const submitted = this.#last.then(() => this.#submit(sentences, wanted));
    this.#last = submitted.catch(() => {});
    const read = await submitted;
    const batch = await read();
    return this.model.known ? markKnown(batch, sentences, this.model.known) : batch;
  }

  async release(): Promise<void> {
    await this.#last;
    this.runner.buffers.destroy();
    this.onRelease();
  }

  /** @returns what reads the tags, once the card has computed them */
  async #submit(
    sentences: readonly (readonly string[])[],
    wanted: Wanted,
  ): Promise<() => Promise<BatchTags>> {
    this.card.check();
    const { compiled, results } = await this.#compile(wanted);
    const lengths = Int32Array.from(sentences, (words) => words.length);
    const plan = spreadSentences(lengths);
    const view = { lengths, plan, words: [], places: await this.words.findPlaces(sentences, plan) };
    const tensors = describeBatch(listLayerInputs(this.model.network), view);
    const sizes = measureAxes(view);
    const { offsets } = this.words;
    const end = placeResults(results, sizes, offsets);
    this.runner.begin();
    const encoder = await this.runner.encode(this.runner.add(compiled, { tensors, sizes, offsets }, end));
    const read = this.card.copyOut(encoder, this.runner.buffers.get('work'), 0, end);
    this.card.device.queue.submit([encoder.finish()]);
    return async () => {
      const values = await read();
      const find = (name: ResultName, output = 0) => {
        const spec = results.find((result) => result.name === name && result.output === output);
        if (!spec) return undefined;
        const start = offsets.get(resultKey(spec))!;
        return values.subarray(start, start + countValues(spec.shape, sizes));
      };
      return readTags(this.model, find, plan);
    };
  }

  #compile(wanted: Wanted): Promise<SentenceProgram> {
    const known = this.#programs.get(wanted);
    if (known) return known;
    const { network } = this.model;
    const { program, results } = writeSentenceProgram(network, { ...this.model, wanted }, this.card.limits);
    const compiled = this.runner.compile(program).then((ready) => ({ compiled: ready, results }));
    this.#programs.set(wanted, compiled);
    return compiled;
  }
}

/** Says where the results are: in front of all other memory, so that they are copied together. @returns their end */
function placeResults(
  results: readonly ResultSpec[],
  sizes: Sizes,
  offsets: Map<StorageKey, number>,
): number {
  let end = 0;
  for (const result of results) {
    offsets.set(resultKey(result), end);
    end += countValues(result.shape, sizes);
  }
  return end;
}

type FindResult = (name: ResultName, output?: number) => Float32Array | undefined;

function readTags(
  {
    network,
    spanOutputs = [],
    joint = [],
    known,
  }: Pick<NetworkModel, 'network' | 'spanOutputs' | 'joint' | 'known'>,
  find: FindResult,
  { lane, lanes }: LanePlan,
): BatchTags {
  const [tags, ...otherTags] = network.outputs.map((_, output) => new Int32Array(find('tags', output)!));
  const confidences = find('confidences')!;
  if (joint.length > 0) chooseCandidates({ tags: tags!, confidences, otherTags }, joint, find);
  const probabilities = find('probabilities');
  const all = probabilities && { probabilities, scores: find('scores') ?? probabilities };
  return {
    starts: lane,
    stride: lanes,
    tags: tags!,
    confidences,
    ...(otherTags.length > 0 && { otherTags }),
    all,
    weigh:
      known?.prefers &&
      ((output, at) => weighCandidates(network.outputs[output]!.tagCount, at, (name) => find(name, output)!)),
    emissions:
      spanOutputs.length > 0 ? network.outputs.map((_, output) => find('emissions', output)) : undefined,
    hasNaN: hasNaN(confidences),
  };
}

/** The weights of all labels at a place: none but for the candidates. */
function weighCandidates(count: number, at: number, find: (name: ResultName) => Float32Array): Float32Array {
  const [candidates, scores] = [find('candidates'), find('candidateScores')];
  const weights = new Float32Array(count);
  const width = Math.min(mostCandidates, count);
  for (let index = at * width; index < (at + 1) * width; index++)
    weights[candidates[index]!] = Math.exp(scores[index]! - scores[at * width]!);
  return weights;
}

/** Takes the second tag of the first output, with the tags that go with it, where these are the better ones together (`joint-columns.ts`). */
function chooseCandidates(
  { tags, confidences, otherTags }: { tags: Int32Array; confidences: Float32Array; otherTags: Int32Array[] },
  joint: readonly JointColumn[],
  find: FindResult,
): void {
  const [secondTags, secondConfidences] = [find('secondTags')!, find('secondScores')!];
  const columns = joint.map(({ output }) => ({
    tags: otherTags[output - 1]!,
    secondTags: find('secondTags', output)!,
    scores: find('bestScores', output)!,
    secondScores: find('secondScores', output)!,
  }));
  for (let word = 0; word < tags.length; word++) {
    const [first, second] = [confidences[word]!, secondConfidences[word]!];
    if (second < secondShare * first) continue;
    let gain = Math.log(second) - Math.log(first);
    for (const { scores, secondScores } of columns) gain += secondScores[word]! - scores[word]!;
    if (!(gain > 0)) continue;
    tags[word] = secondTags[word]!;
    confidences[word] = second;
    for (const column of columns) column.tags[word] = column.secondTags[word]!;
  }
}
