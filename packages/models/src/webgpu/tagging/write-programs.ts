import { type Named, take } from '../../layers/layer';
import { places } from '../../layers/recurrent-layer';
import type { Network } from '../../network/network';
import { impossible, type JointColumn } from '../../tagger/joint-columns';
import { mostCandidates } from '../../tagger/known-labels';
import type { NetworkModel } from '../../tagger/network-factory';
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
import { type Shape, widthOf } from '../graph/shape';
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

/**
 * Of an output: its best tags, their probabilities, the values of all tags, and what spans are read of. Of tags that are chosen together, with both candidates
 * of the first output: the best tags, and their probabilities or scores.
 */
export type ResultName =
  | 'tags'
  | 'confidences'
  | 'probabilities'
  | 'scores'
  | 'emissions'
  | 'candidates'
  | 'candidateScores'
  | 'bestScores'
  | 'secondTags'
  | 'secondScores';

export const resultKey = ({ name, output }: Pick<ResultSpec, 'name' | 'output'>) => `work/${name}/${output}`;

/** U x + b of new words [R, D · G]. */
export function writeWordProgram(network: Network, limits: GroupLimits): Program {
  const ops = new WgslOps();
  const inputs = ops.declareInputs(withoutNoise(network.encoder.inputs));
  const node = projectWords(ops, { parameters: readParameters(ops, network), inputs }, network);
  return new Program(ops, [{ node, storage: { space: 'model', key: newRowsKey } }], limits);
}

type SentenceResult = ResultSpec & { readonly node: WgslNode };

/** What is wanted of sentences. */
interface SentenceResults extends Pick<NetworkModel, 'spanOutputs' | 'joint' | 'known'> {
  readonly wanted: Wanted;
}

/** From there to the tags of sentences. */
export function writeSentenceProgram(
  network: Network,
  { spanOutputs = [], joint = [], known, wanted }: SentenceResults,
  limits: GroupLimits,
): { readonly program: Program; readonly results: readonly ResultSpec[] } {
  const ops = new WgslOps();
  const inputs = ops.declareInputs(listLayerInputs(network));
  const sizes = network.layers[0]!.recurrences.map(() => projectionSize(network));
  const rows = ops.leaf('model', 'rows', ['rows', sizes.reduce((sum, size) => sum + size)]);
  const projected = ops.split(rows, sizes).map((own) => ops.gather(own, take(inputs, places.name)));
  const environment = { parameters: readParameters(ops, network), inputs };
  const results: SentenceResult[] = [];
  const decodedSteps = decodeSteps(ops, environment, network, projected);
  for (const [output, decoded] of decodedSteps.entries()) {
    const { logits, logProbabilities, scores } = decoded;
    const { hasScores } = network.outputs[output]!;
    const add = (name: ResultName, node: WgslNode) => results.push({ name, output, shape: node.shape, node });
    if (joint.some((column) => column.output === output)) continue;
    const tags = ops.argmaxLast(hasScores ? scores : logits);
    add('tags', tags);
    if (spanOutputs.includes(output)) add('emissions', ops.exp(ops.logSoftmax(logits)));
    if (known?.prefers && known.output === output) {
      const candidates = listCandidates(ops, logits, tags);
      add('candidates', ops.concat(candidates));
      add('candidateScores', ops.concat(candidates.map((own) => ops.pick(logits, own))));
    }
    if (output > 0) continue;
    const probabilities = ops.exp(logProbabilities);
    add('confidences', ops.pick(probabilities, tags));
    if (joint.length > 0) {
      const second = ops.argmaxLast(without(ops, logits, tags));
      add('secondTags', second);
      add('secondScores', ops.pick(probabilities, second));
      results.push(...weighColumns(ops, joint, decodedSteps, [tags, second]));
    }
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

/** The scores of each step without this tag. */
function without(ops: WgslOps, logits: WgslNode, tag: WgslNode): WgslNode {
  const own = ops.mergeAxes(ops.oneHot(tag, widthOf(logits.shape)));
  return ops.add(logits, ops.multiply(own, ops.constant(impossible)));
}

/** The most probable tags of each step, the best one first. */
function listCandidates(ops: WgslOps, logits: WgslNode, best: WgslNode): WgslNode[] {
  const candidates = [best];
  let left = logits;
  while (candidates.length < Math.min(mostCandidates, widthOf(logits.shape))) {
    left = without(ops, left, candidates.at(-1)!);
    candidates.push(ops.argmaxLast(left));
  }
  return candidates;
}

/** Of columns that are chosen together with the first output the best tags that are possible with each candidate, and their scores. */
function weighColumns(
  ops: WgslOps,
  joint: readonly JointColumn[],
  decoded: readonly { readonly logits: WgslNode }[],
  candidates: readonly [WgslNode, WgslNode],
): SentenceResult[] {
  const widths = decoded.map(({ logits }) => widthOf(logits.shape));
  return joint.flatMap(({ output }) => {
    const table = ops.leaf('model', tableName(output), [widths[0]!, widths[output]!]);
    return candidates.flatMap((candidate, index) => {
      const possible = ops.add(decoded[output]!.logits, ops.mergeAxes(ops.gather(table, candidate)));
      const best = ops.argmaxLast(possible);
      const [name, scoreName] = (['tags', 'bestScores', 'secondTags', 'secondScores'] as const).slice(
        2 * index,
      );
      return [
        { name: name!, output, shape: best.shape, node: best },
        { name: scoreName!, output, shape: best.shape, node: ops.pick(possible, best) },
      ];
    });
  });
}

/** The place in the model's memory of what is added to the scores of an output, by tag of the first one. */
export const tableName = (output: number) => `possible/${output}`;

function readParameters(ops: WgslOps, { parameters }: Network): Named<WgslNode> {
  return Object.fromEntries(parameters.map(({ name, shape }) => [name, ops.leaf('model', name, shape)]));
}
