import type { FeatureName } from '@tagger/core/internal';
import type { FeatureDescription } from '../model-file/model-description';
import { dataTypes } from '../onnx/model-proto';
import { characterParts, plainCharacters } from './character-maps';
import { Letters, type TextOps } from './text-ops';
import { numberValues } from './word-kind-graph';

/*
 * Axes:  R distinct words   N those, and words without accents   L characters   F features
 */

/** Kinds of characters in shapes, in the order in which they are tried: those of `readFeature`, in RE2's syntax. */
const shapeKinds: readonly (readonly [kind: string, pattern: string])[] = [
  ['X', '\\p{Lu}'],
  ['x', '\\p{Ll}'],
  ['d', '\\p{N}'],
  ['h', '\\p{Han}'],
  ['k', '[\\p{Katakana}ー]'],
  ['g', '\\p{Hangul}'],
  ['o', '[\\p{L}\\p{M}]'],
  ['s', '\\p{S}'],
];

/** Reads features of words [N], as `readFeature` does. */
class FeatureReader {
  readonly #letters: Letters;
  #plainWords: string | undefined;
  #plainCells: string | undefined;
  #ends: string | undefined;

  constructor(
    private readonly ops: TextOps,
    words: string,
    private readonly caseLanguage: string | undefined,
  ) {
    this.#letters = Letters.of(ops, words);
  }

  read(name: FeatureName): string {
    if (name === 'shape') return this.#readShape();
    if (name === 'lower') return this.#plain;
    const length = Number(name.at(-1));
    if (name.startsWith('prefix')) return this.#takeStart(this.#cells, length);
    return this.#takeEnd(name.startsWith('end') ? this.#endParts : this.#cells, length);
  }

  /** In lower case, with digits as 0. */
  get #plain(): string {
    this.#plainWords ??= this.#letters.rewrite(plainCharacters(this.caseLanguage));
    return this.#plainWords;
  }

  get #cells(): string {
    this.#plainCells ??= this.ops.cut(this.#plain);
    return this.#plainCells;
  }

  /** The last three characters in their parts: each has one or more. */
  get #endParts(): string {
    const { ops } = this;
    this.#ends ??= ops.cut(
      new Letters(ops, ops.cut(this.#takeEnd(this.#cells, 3))).rewrite(characterParts()),
    );
    return this.#ends;
  }

  #takeStart(cells: string, length: number): string {
    const { ops } = this;
    const columns = Array.from({ length }, (_, column) =>
      ops.flatten(
        ops.pick(cells, ops.graph.node('Unsqueeze', [ops.graph.integers(column), ops.graph.integers(0)])),
      ),
    );
    return ops.concat(columns[0]!, ...columns.slice(1));
  }

  #takeEnd(cells: string, length: number): string {
    const { ops } = this;
    const counts = ops.count(cells);
    const columns = Array.from({ length }, (_, column) =>
      ops.flatten(ops.pick(cells, ops.graph.node('Sub', [counts, ops.graph.integers(length - column)]))),
    );
    return ops.concat(columns[0]!, ...columns.slice(1));
  }

  /** Runs of characters of one kind stand as two: what is as the two before it is left out. */
  #readShape(): string {
    const { ops } = this;
    const { graph } = ops;
    const { distinct } = this.#letters;
    const kinds = shapeKinds.reduceRight(
      (otherwise, [kind, pattern]) =>
        ops.choose(ops.matches(distinct, pattern), graph.texts(kind), otherwise),
      distinct,
    );
    const cells = this.#letters.spread(kinds);
    const columns = ops.range(graph.node('Shape', [cells], { start: 1, end: 2 }));
    const isSame = (distance: number) => {
      const before = graph.node('Sub', [
        graph.node('Unsqueeze', [columns, graph.integers(0)]),
        graph.integers(distance),
      ]);
      return ops.equal(cells, ops.pick(cells, before));
    };
    const isThird = graph.node('And', [isSame(1), isSame(2)]);
    return ops.join(ops.choose(isThird, ops.empty, cells));
  }
}

export interface FeatureWords {
  /** [R] */
  readonly words: string;
  /** Without their accents [R]. */
  readonly similar: string;
  /** Places of their kinds [R]. */
  readonly kinds: string;
}

/** The rows of the features of words, int64 [R, F], as `Lexicon` finds them. */
export function buildFeatures(
  ops: TextOps,
  features: readonly FeatureDescription[],
  { words, similar, kinds }: FeatureWords,
  caseLanguage: string | undefined,
): string {
  const { graph } = ops;
  // (1) words that differ from those without accents, and are longer than a letter, are read without them as well
  const isAccented = graph.node('And', [
    graph.node('Not', [ops.equal(words, similar)]),
    graph.node('Not', [ops.matches(similar, '[\\x{0}-\\x{FFFF}]?')]),
  ]);
  const others = graph.node('Compress', [similar, isAccented]);
  const reader = new FeatureReader(ops, graph.node('Concat', [words, others], { axis: 0 }), caseLanguage);
  const rank = graph.node('CumSum', [
    graph.node('Cast', [isAccented], { to: dataTypes.int64 }),
    graph.int32(0),
  ]);
  const size = graph.node('Shape', [words]);
  const behind = graph.node('Sub', [graph.node('Add', [rank, size]), graph.integers(1)]);
  const own = ops.range(size);
  const places_R = ops.choose(isAccented, behind, own);
  // (2) the row of a value; or that of the value without accents; or that of the word's kind
  let offset = 0;
  const rows = features.map(({ name, values }) => {
    const { rows, missing, hasKinds } = numberValues(values);
    const found_N = ops.lookUp(reader.read(name), rows);
    const missing_R = graph.node('Gather', [graph.integers(...missing), kinds]);
    const similar_R = hasKinds ? ops.orElse(graph.node('Gather', [found_N, places_R]), missing_R) : missing_R;
    const row_R = ops.orElse(graph.node('Gather', [found_N, own]), similar_R);
    const column = ops.column(graph.node('Add', [row_R, graph.integers(offset)]));
    offset += values.length + 1;
    return column;
  });
  return graph.node('Concat', rows, { axis: 1 });
}
