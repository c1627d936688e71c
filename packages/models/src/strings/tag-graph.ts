import { take } from '../layers/layer';
import type { FileGraph } from '../model-file/file-graph';
import { crfBestPaths } from '../outputs/crf';
import { CrfOutput, exportSteps } from '../outputs/crf-output';
import type { Output } from '../outputs/output';
import type { SpanOutput } from '../spans/span-decoder';
import { constrainTransitions } from '../spans/span-outputs';

/**
 * The tag of each step of an output, int64 [T, B]: the most probable one, or that of the best path of a conditional random field, or
 * that of the best path within the scheme of its spans.
 *
 * @param logits_TBK of the output
 * @param span of an output whose tags mark spans; the transitions of a conditional random field keep to its scheme already
 */
export function decodeTags(
  file: FileGraph,
  output: Output,
  logits_TBK: string,
  span: SpanOutput | undefined,
): string {
  const { ops, graph } = file;
  const transitions = findTransitions(file, output, span);
  const scores_TBK =
    transitions === undefined
      ? logits_TBK
      : crfBestPaths(ops, logits_TBK, transitions, exportSteps(file, logits_TBK, output.tagCount));
  return graph.node('ArgMax', [scores_TBK], { axis: -1, keepdims: 0 });
}

function findTransitions({ graph, weights }: FileGraph, output: Output, span: SpanOutput | undefined) {
  if (output instanceof CrfOutput) return take(weights, output.transitions);
  if (!span?.grammar.isStrict) return undefined;
  const size = output.tagCount + 1;
  return graph.initializer(graph.uniqueName('transitions'), {
    type: 'float32',
    dimensions: [size, size],
    data: constrainTransitions(new Float32Array(size * size), span.grammar),
  });
}
