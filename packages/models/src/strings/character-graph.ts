import { longestRead } from '@tagger/core/internal';
import { dataTypes } from '../onnx/model-proto';
import { plainLetters } from './character-maps';
import type { Letters, TextOps } from './text-ops';
import { findKinds, numberValues } from './word-kind-graph';

/*
 * Axes:  R distinct words   L characters of the longest   K those that are read   U distinct characters
 */

/** The rows of the characters of words, int64 [R, K], and how many each has, int32 [R], as `Lexicon` finds them. */
export function buildCharacters(ops: TextOps, characters: readonly string[], letters: Letters) {
  const { graph } = ops;
  const { rows, missing, hasKinds } = numberValues(characters);
  const { distinct, counts } = letters;
  // (1) the row of a character; or that of the character without its accent; or that of its kind
  const missing_U = graph.node('Gather', [graph.integers(...missing), findKinds(ops, distinct)]);
  const similar_U = hasKinds
    ? ops.orElse(ops.lookUp(ops.replace(distinct, plainLetters()), rows), missing_U)
    : missing_U;
  const rows_RL = letters.spread(ops.orElse(ops.lookUp(distinct, rows), similar_U));
  // (2) of a long word, the characters at both ends
  const [most, half] = [graph.integers(2 * longestRead), graph.integers(longestRead)];
  const width = graph.node('Min', [graph.node('Shape', [rows_RL], { start: 1, end: 2 }), most]);
  const columns_1K = graph.node('Unsqueeze', [ops.range(width), graph.integers(0)]);
  const isMoved = graph.node('And', [
    graph.node('GreaterOrEqual', [columns_1K, half]),
    graph.node('Greater', [counts, most]),
  ]);
  const moved_RK = graph.node('Add', [columns_1K, graph.node('Sub', [counts, most])]);
  const ids = graph.node('GatherElements', [rows_RL, ops.choose(isMoved, moved_RK, columns_1K)], { axis: 1 });
  const read = graph.node('Max', [graph.node('Min', [counts, most]), graph.integers(1)]);
  return { ids, counts: graph.node('Cast', [ops.flatten(read)], { to: dataTypes.int32 }) };
}
