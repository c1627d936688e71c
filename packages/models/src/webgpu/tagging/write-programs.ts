import { type Named, take } from '../../layers/layer';
import { places } from '../../layers/recurrent-layer';
import type { Network } from '../../network/network';
import {
  decodeSteps,
  listLayerInputs,
  projectionSize,
  projectWords,
  withoutNoise,
} from '../../tagger/tagging-graphs';
import type { Wanted } from '../../tagger/tagging-network';
import { Program } from '../compile/program';
import type { GroupLimits } from '../compile/scan/write-scan';
import type { WgslNode } from '../graph/node';
import type { Shape } from '../graph/shape';
import { WgslOps } from '../graph/wgsl-ops';

/*
 * Axes:  T time   B sentences side by side   R distinct words   D directions   G gates · H   K tags
 */

/** U x + b of the words that were met, and of those that a program adds. */
export const [rowsKey, newRowsKey] = ['model/rows', 'model/new rows'];

/** What a program leaves for the host. */
export interface ResultSpec {
  readonly name: ResultName;
  readonly output: number;
  readonly shape: Shape;
}

/** Of an output: its best tags, their probabilities, the values of all tags, and what spans are read of. */
export type ResultName = 'tags' | 'confidences' | 'probabilities' | 'scores' | 'emissions';

export const resultKey = ({ name, output }: Pick<ResultSpec, 'name' | 'output'>) => `work/${name}/${output}`;

/** U x + b of new words [R, D · G]. */
export function writeWordProgram(network: Network, limits: GroupLimits): Program {
  const ops = new WgslOps();
  const inputs = ops.declareInputs(withoutNoise(network.encoder.inputs));
  const node = projectWords(ops, { parameters: readParameters(ops, network), inputs }, network);
  return new Program(ops, [{ node, storage: { space: 'model', key: newRowsKey } }], limits);
}

/** From there to the tags of sentences. */
export function writeSentenceProgram(
  network: Network,
  { spanOutputs, wanted }: { readonly spanOutputs: readonly number[]; readonly wanted: Wanted },
  limits: GroupLimits,
): { readonly program: Program; readonly results: readonly ResultSpec[] } {
  const ops = new WgslOps();
  const inputs = ops.declareInputs(listLayerInputs(network));
  const sizes = network.layers[0]!.recurrences.map(() => projectionSize(network));
  const rows = ops.leaf('model', 'rows', ['rows', sizes.reduce((sum, size) => sum + size)]);
  const projected = ops.split(rows, sizes).map((own) => ops.gather(own, take(inputs, places.name)));
  const environment = { parameters: readParameters(ops, network), inputs };
  const results: (ResultSpec & { readonly node: WgslNode })[] = [];
  for (const [output, decoded] of decodeSteps(ops, environment, network, projected).entries()) {
    const { logits, logProbabilities, scores } = decoded;
    const { hasScores } = network.outputs[output]!;
    const add = (name: ResultName, node: WgslNode) => results.push({ name, output, shape: node.shape, node });
    const tags = ops.argmaxLast(hasScores ? scores : logits);
    add('tags', tags);
    if (spanOutputs.includes(output)) add('emissions', ops.exp(ops.logSoftmax(logits)));
    if (output > 0) continue;
    const probabilities = ops.exp(logProbabilities);
    add('confidences', ops.pick(probabilities, tags));
    if (wanted === 'tags') continue;
    add('probabilities', probabilities);
    if (hasScores) add('scores', scores);
  }
  const outputs = results.map(({ node, ...result }) => ({
    node,
    storage: { space: 'work', key: resultKey(result) } as const,
  }));
  return { program: new Program(ops, outputs, limits), results };
}

function readParameters(ops: WgslOps, { parameters }: Network): Named<WgslNode> {
  return Object.fromEntries(parameters.map(({ name, shape }) => [name, ops.leaf('model', name, shape)]));
}
