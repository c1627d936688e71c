import { kindNames } from '@tagger/core/internal';
import type { TextOps } from './text-ops';

/** Patterns of words of each kind, in the order in which they are tried: see `findKindName`. */
const kindPatterns: readonly (readonly [place: number, pattern: string])[] = [
  [2, '\\P{L}*\\p{Ll}.*'],
  [1, '.*[\\p{L}\\p{Mn}\\p{Mc}].*'],
  [3, '.*\\p{N}.*'],
];

/** The kind of each string: its place in `kindNames`, counted from 1, or 0 for marks, emoji and the like, int64. */
export function findKinds(ops: TextOps, strings: string): string {
  const { graph } = ops;
  return kindPatterns.reduceRight(
    (otherwise, [kind, pattern]) =>
      ops.choose(ops.matches(strings, pattern), graph.integers(kind), otherwise),
    graph.integers(0),
  );
}

/** The rows of values, from 1 on, and for each kind that of its missing values, 0 where it has none. */
export function numberValues(values: readonly string[]) {
  const rows = new Map(values.map((value, index) => [value, index + 1]));
  const missing = [0, ...kindNames.map((name) => rows.get(name) ?? 0)];
  const hasKinds = missing.some((row) => row > 0);
  for (const name of kindNames) rows.delete(name);
  return { rows, missing, hasKinds };
}
