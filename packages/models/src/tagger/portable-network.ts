import type { WordIds, WordReader } from '@tagger/core/internal';
import type { Named } from '../layers/layer';
import type { FileInputSpec } from '../model-file/file-graph';
import { buildTaggingGraph, graphNames } from '../model-file/tagging-graph';
import { encodeModel } from '../onnx/encode-model';
import type { RuntimeSession, RuntimeTensor } from '../runtime/runtime';
import { chooseTogether } from './joint-columns';
import type { OnnxModel } from './network-factory';
import {
  type BatchTags,
  bestTags,
  chooseTags,
  planPadded,
  type TaggingNetwork,
  takeEmissions,
} from './tagging-network';

/**
 * The network as one graph whose recurrences are operators of ONNX: that which a model file holds for other runtimes, written
 * anew from the weights, so that a file with a changed graph gives the tags of its weights on every device.
 */
export class PortableNetwork implements TaggingNetwork {
  readonly groupWords = 32_768;

  private constructor(
    private readonly model: Pick<OnnxModel, 'network' | 'spanOutputs' | 'joint'>,
    private readonly lexicon: WordReader,
    private readonly session: RuntimeSession,
  ) {}

  static async create(
    { lexicon, ...model }: OnnxModel,
    parameters: Named<Float32Array>,
    createSession: (model: Uint8Array) => Promise<RuntimeSession>,
  ): Promise<PortableNetwork> {
    const graph = buildTaggingGraph(model.network, parameters, 'float32', undefined, model.spanOutputs);
    const session = await createSession(encodeModel({ metadata: new Map(), graph }));
    return new PortableNetwork(model, lexicon, session);
  }

  plan(lengths: readonly number[]): number[][] {
    return planPadded(lengths, this.model.network);
  }

  async run(sentences: readonly (readonly string[])[]): Promise<BatchTags> {
    const { network, spanOutputs = [], joint = [] } = this.model;
    const lengths = Int32Array.from(sentences, (words) => words.length);
    const time = lengths.reduce((longest, length) => Math.max(longest, length), 0);
    const read = sentences.map((words) => words.map((word) => this.lexicon.read(word)));
    const inputs = network.encoder.fileInputs.map((spec) => [spec.name, fillInput(spec, read, time)]);
    const results = await this.session.run({
      ...Object.fromEntries(inputs),
      [graphNames.lengths]: { type: 'int32', data: lengths, dimensions: [lengths.length] },
    });
    const probabilities = results[graphNames.probabilities]!.data as Float32Array;
    const scores = (results[graphNames.scores]?.data as Float32Array | undefined) ?? probabilities;
    const [first, ...others] = network.outputs;
    const otherScores = others.map(({ name }) => {
      const own = results[`${graphNames.scores}.${name}`] ?? results[`${graphNames.probabilities}.${name}`]!;
      return own.data as Float32Array;
    });
    const otherTags = otherScores.map((own, index) => bestTags(own, others[index]!.tagCount));
    const starts = lengths.map((_, sentence) => sentence * time);
    const batch = chooseTags({ probabilities, scores }, first!.tagCount, {
      starts,
      stride: 1,
      ...(others.length > 0 && { otherTags }),
      // Those of a softmax are probabilities.
      weigh: (output, at) => {
        const { tagCount } = others[output - 1]!;
        return otherScores[output - 1]!.subarray(at * tagCount, (at + 1) * tagCount);
      },
      emissions: takeEmissions(network, spanOutputs, (output, index) => {
        const name = output.hasScores ? graphNames.emissions : graphNames.probabilities;
        return results[index === 0 ? name : `${name}.${output.name}`]!.data as Float32Array;
      }),
    });
    // Those of a softmax are probabilities.
    if (joint.length > 0)
      chooseTogether(
        batch,
        joint,
        probabilities,
        otherScores.map((own) => own.map(Math.log)),
      );
    return batch;
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

/** An input of a model file for these sentences [batch, time, …]. */
export function fillInput(
  { type, axes, read, padding = 0 }: FileInputSpec,
  sentences: readonly (readonly WordIds[])[],
  time: number,
): RuntimeTensor {
  const longest = sentences.flat().reduce((most, { characters }) => Math.max(most, characters.length), 1);
  const sizes = axes.map((axis) => (axis === 'characters' ? longest : axis));
  const width = sizes.reduce((product, size) => product * size, 1);
  const values = new Int32Array(sentences.length * time * width).fill(padding);
  for (const [b, words] of sentences.entries())
    for (const [t, word] of words.entries()) values.set(read(word), (b * time + t) * width);
  const dimensions = [sentences.length, time, ...sizes];
  return type === 'int64'
    ? { type, data: BigInt64Array.from(values, BigInt), dimensions }
    : { type, data: values, dimensions };
}
