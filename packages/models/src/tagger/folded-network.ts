import { mapValues } from '@tagger/core/internal';
import { describeBatch } from '../batch/describe-batch';
import { toRuntimeTensor } from '../batch/host-tensor';
import { groupSentences, packSentences, spreadSentences } from '../batch/lanes';
import type { Named } from '../layers/layer';
import type { RuntimeSession } from '../runtime/runtime';
import { chooseTogether } from './joint-columns';
import type { OnnxModel } from './network-factory';
import { buildQuantizedGraph, forgettingRow, isQuantizable } from './quantized-graph';
import {
  buildLayerGraph,
  buildWordGraph,
  emissionsName,
  listLayerInputs,
  otherScoresName,
  projectionSize,
  sharedNames,
} from './tagging-graphs';
import {
  type BatchTags,
  bestTags,
  chooseTags,
  exponentiate,
  limitSteps,
  planPadded,
  type TaggingNetwork,
  takeEmissions,
} from './tagging-network';
import { WordRows } from './word-rows';

/** Lanes of a batch without padding: fewer leave the processor idle, more do not fit its cache. */
const laneCount = 256;

/** Steps of such a batch: enough to fill the lanes well. */
const maximumSteps = 32_768;

/**
 * A network in two graphs. What comes before the first recurrence depends on the word alone: the first graph computes
 * U x + b of each word once, and it is kept; the second one does what is left, the recurrences and the output.
 */
export class FoldedNetwork implements TaggingNetwork {
  readonly groupWords = 32_768;
  /** The run before: they share the rows of words, and so come one after another. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly model: Pick<OnnxModel, 'network' | 'spanOutputs' | 'joint'>,
    private readonly words: WordRows,
    private readonly sessions: readonly [words: RuntimeSession, layers: RuntimeSession],
    private readonly isPacking: boolean,
  ) {}

  static async create(
    { precision, lexicon, ...model }: OnnxModel,
    parameters: Named<Float32Array>,
    createSession: (model: Uint8Array) => Promise<RuntimeSession>,
  ): Promise<FoldedNetwork> {
    const { network, spanOutputs } = model;
    const wordSession = await createSession(buildWordGraph(network, parameters));
    const isQuantized = precision === 'int8' && isQuantizable(network);
    const layers = isQuantized
      ? buildQuantizedGraph(network, parameters)
      : buildLayerGraph(network, parameters, spanOutputs);
    const layerSession = await createSession(layers).catch(async (error) => {
      await wordSession.release();
      throw error;
    });
    const width = network.layers[0]!.recurrences.length * projectionSize(network);
    // Other networks are padded, with anything.
    const empty = isQuantized ? forgettingRow(network) : new Float32Array(width);
    const words = new WordRows(network, lexicon, wordSession, empty);
    return new FoldedNetwork(model, words, [wordSession, layerSession], isQuantized);
  }

  plan(lengths: readonly number[]): number[][] {
    if (!this.isPacking) return planPadded(lengths, this.model.network);
    return groupSentences(lengths, limitSteps(this.model.network, maximumSteps));
  }

  run(sentences: readonly (readonly string[])[]): Promise<BatchTags> {
    const result = this.#last.then(() => this.#run(sentences));
    this.#last = result.catch(() => {});
    return result;
  }

  async #run(sentences: readonly (readonly string[])[]): Promise<BatchTags> {
    const { network, spanOutputs = [], joint = [] } = this.model;
    const lengths = Int32Array.from(sentences, (words) => words.length);
    const plan = this.isPacking ? packSentences(lengths, laneCount) : spreadSentences(lengths);
    const { lanes, lane, start } = plan;
    const found = await this.words.findPlaces(sentences, plan);
    const { positions, rows } = this.words.share(found);
    const view = { lengths, plan, words: [], places: positions };
    const [, session] = this.sessions;
    const results = await session.run({
      ...mapValues(describeBatch(listLayerInputs(network), view), toRuntimeTensor),
      [sharedNames.rows]: toRuntimeTensor(rows),
    });
    const probabilities = results[sharedNames.probabilities]!.data as Float32Array;
    const scores = (results[sharedNames.scores]?.data as Float32Array | undefined) ?? probabilities;
    const [first, ...others] = network.outputs;
    const otherScores = others.map(({ name }) => results[otherScoresName(name)]!.data as Float32Array);
    const otherTags = otherScores.map((own, index) => bestTags(own, others[index]!.tagCount));
    const starts = lane.map((own, sentence) => start[sentence]! * lanes + own);
    const batch = chooseTags({ probabilities, scores }, first!.tagCount, {
      starts,
      stride: lanes,
      ...(others.length > 0 && { otherTags }),
      weigh: (output, at) => {
        const { tagCount } = others[output - 1]!;
        const own = otherScores[output - 1]!.subarray(at * tagCount, (at + 1) * tagCount);
        return exponentiate(own, tagCount);
      },
      emissions: takeEmissions(network, spanOutputs, (output, index) => {
        const take = (name: string) => results[name]!.data as Float32Array;
        if (output.hasScores) return take(emissionsName(output.name));
        return index === 0
          ? probabilities
          : exponentiate(take(otherScoresName(output.name)), output.tagCount);
      }),
    });
    if (joint.length > 0) chooseTogether(batch, joint, probabilities, otherScores);
    return batch;
  }

  async release(): Promise<void> {
    const [failure] = (await Promise.allSettled(this.sessions.map((session) => session.release()))).filter(
      ({ status }) => status === 'rejected',
    );
    if (failure) throw (failure as PromiseRejectedResult).reason;
  }
}
