import type { GraphBuilder } from '../onnx/graph-builder';
import { impossible, type JointColumn, secondShare, tabulatePossible } from '../tagger/joint-columns';

/*
 * Axes:  T time   B batch   U tags of the first output   C candidates among them   K tags of another output
 */

/**
 * The tags of outputs that are chosen together (`joint-columns.ts`), int64 [T, B] by the place of the output.
 *
 * @param outputs all of the network, with their scores [T, B, K]
 */
export function chooseTogether(
  graph: GraphBuilder,
  joint: readonly JointColumn[],
  outputs: readonly { readonly tagCount: number; readonly logits_TBK: string }[],
): ReadonlyMap<number, string> {
  const U = outputs[0]!.tagCount;
  const [scores_TBC, candidates_TBC] = graph.nodes(
    'TopK',
    [outputs[0]!.logits_TBK, graph.integers(Math.min(2, U))],
    2,
  ) as [string, string];
  const least_TB1 = graph.node('Add', [
    graph.reduceMax(scores_TBC, -1, 1),
    graph.float32(Math.log(secondShare)),
  ]);
  const isCandidate = graph.node('GreaterOrEqual', [scores_TBC, least_TB1]);
  let sum_TBC = graph.node('Where', [isCandidate, scores_TBC, graph.float32(impossible)]);
  const columns = joint.map(({ output, labels }) => {
    const { tagCount, logits_TBK } = outputs[output]!;
    const possible_UK = graph.initializer(graph.uniqueName('possible'), {
      type: 'float32',
      dimensions: [U, tagCount],
      data: tabulatePossible(labels, tagCount),
    });
    const all_TB1K = graph.node('Unsqueeze', [logits_TBK, graph.integers(2)]);
    return graph.node('Add', [all_TB1K, graph.node('Gather', [possible_UK, candidates_TBC])]);
  });
  for (const scores_TBCK of columns)
    sum_TBC = graph.node('Add', [sum_TBC, graph.reduceMax(scores_TBCK, -1, 0)]);
  const chosen_TB1 = graph.node('ArgMax', [sum_TBC], { axis: -1, keepdims: 1 });
  const take = (values_TBC: string) =>
    graph.node('Squeeze', [
      graph.node('GatherElements', [values_TBC, chosen_TB1], { axis: -1 }),
      graph.integers(-1),
    ]);
  const others = columns.map((scores_TBCK, index) => {
    const best_TBC = graph.node('ArgMax', [scores_TBCK], { axis: -1, keepdims: 0 });
    return [joint[index]!.output, take(best_TBC)] as const;
  });
  return new Map([[0, take(candidates_TBC)], ...others]);
}
