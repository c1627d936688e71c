import { listLemmas } from '../columns/lemma-dictionary';
import type { LemmaDescription } from '../model-file/model-description';
import type { GraphBuilder } from '../onnx/graph-builder';
import { candidateShare, mostCandidates } from '../tagger/known-labels';
import { lowerCharacters, upperCharacters } from './character-maps';
import { describeScript, type LemmaRow } from './lemma-table';
import { Letters, type TextOps } from './text-ops';

/*
 * Axes:  M words   L letters   S scripts
 */

/** Stands between a form and its tag in the keys of a dictionary. */
const separator = '\u001f';

/** The scripts that a graph applies: those of the network, and behind them those of the dictionary. */
export function listScripts(tags: readonly string[], { dictionary }: LemmaDescription): string[] {
  return [...tags, ...(dictionary?.entries ?? []).map(({ script }) => script)];
}

/** The script of each word [M], for each candidate of the network: that of the dictionary, where it knows the word with this tag, or else the candidate. */
export function findScripts(
  ops: TextOps,
  { dictionary }: LemmaDescription,
  known: {
    readonly words: string;
    readonly tags: string | undefined;
    readonly candidates: readonly string[];
    readonly count: number;
  },
): readonly string[] {
  if (!dictionary) return known.candidates;
  const numbers = new Map<string, number>();
  for (const [index, { tag, forms }] of dictionary.entries.entries())
    for (const form of forms) {
      const key = tag === undefined ? form : form + separator + tag;
      if (!numbers.has(key)) numbers.set(key, known.count + index);
    }
  const keys =
    known.tags === undefined ? known.words : ops.concat(known.words, ops.graph.texts(separator), known.tags);
  const found = ops.lookUp(keys, numbers);
  return known.candidates.map((candidate) => ops.orElse(found, candidate));
}

/**
 * The most probable scripts of each step, int64 [B, T] each, the best one first. In the place of one that is no candidate (`preferLabel`) is the best one.
 *
 * @param logits_TBK of K scripts
 */
export function listCandidates(graph: GraphBuilder, logits_TBK: string, K: number): string[] {
  const count = Math.min(mostCandidates, K);
  const [scores_TBC, labels_TBC] = graph.nodes('TopK', [logits_TBK, graph.integers(count)], 2) as [
    string,
    string,
  ];
  const take = (values: string, index: number) =>
    graph.node('Gather', [values, graph.integers(index)], { axis: -1 });
  const least_TB1 = graph.node('Add', [take(scores_TBC, 0), graph.float32(Math.log(candidateShare))]);
  const isCandidate = graph.node('GreaterOrEqual', [scores_TBC, least_TB1]);
  const own_TBC = graph.node('Where', [isCandidate, labels_TBC, take(labels_TBC, 0)]);
  return Array.from({ length: count }, (_, index) => {
    const own_TB = graph.node('Squeeze', [take(own_TBC, index), graph.integers(-1)]);
    return graph.node('Transpose', [own_TB], { perm: [1, 0] });
  });
}

/**
 * Of the lemmas that candidates make of words [M], the first one that a form of the dictionary has; that of the first candidate if there is
 * none.
 */
export function preferKnown(
  ops: TextOps,
  { dictionary }: LemmaDescription,
  candidates: readonly string[],
  caseLanguage: string | undefined,
): string {
  const [best, ...others] = candidates;
  if (others.length === 0 || !dictionary) return best!;
  const known = new Map([...listLemmas(dictionary, caseLanguage)].map((lemma) => [lemma, 1]));
  const { graph } = ops;
  const found = ops.lookUp(graph.node('Concat', candidates, { axis: 0 }), known, 0);
  const isKnown = graph.node('Greater', [found, graph.integers(0)]);
  const parts = graph.nodes('Split', [isKnown], candidates.length, {
    axis: 0,
    num_outputs: candidates.length,
  });
  // From the last one on: a better one takes its place.
  return candidates.reduceRight((chosen, own, index) => ops.choose(parts[index]!, own, chosen), best!);
}

/** Applies scripts, int64 [M], to words [M], as `applyLemmaScript` does. At least one word must not be empty. */
export function applyScripts(
  ops: TextOps,
  scripts: readonly string[],
  { words, chosen }: { readonly words: string; readonly chosen: string },
  caseLanguage: string | undefined,
): string {
  const rows = scripts.map(describeScript);
  const { graph } = ops;
  const isCase = (...cases: LemmaRow['letterCase'][]) =>
    isTrue(ops, rows, chosen, ({ letterCase }) => cases.includes(letterCase));
  const locale = caseLanguage === 'tr' || caseLanguage === 'az' ? caseLanguage : undefined;
  const lower = Letters.of(ops, words).rewrite(lowerCharacters(locale));
  const base = ops.choose(isCase('k'), words, lower);
  const edited = edit(ops, rows, base, chosen);
  const letters = Letters.of(ops, edited);
  const upper = upperCharacters(caseLanguage);
  const first = ops.replace(ops.columnOf(letters.cells, 0), upper);
  const titled = ops.concat(first, ops.join(ops.slice(letters.cells, 1)));
  const cased = ops.choose(isCase('t'), titled, ops.choose(isCase('u'), letters.rewrite(upper), edited));
  const wholes = graph.node('Gather', [graph.texts(rows.map(({ lemma = '' }) => lemma)), chosen]);
  return ops.choose(
    isTrue(ops, rows, chosen, ({ lemma }) => lemma !== undefined),
    wholes,
    cased,
  );
}

/** Letters that are kept, and texts that are put in. */
function edit(ops: TextOps, rows: readonly LemmaRow[], base: string, chosen: string): string {
  const { graph } = ops;
  const cells_ML = ops.cut(base);
  const counts_M1 = ops.count(cells_ML);
  const choose = (values: readonly number[]) =>
    ops.column(graph.node('Gather', [graph.integers(...values), chosen]));
  const dropped_M1 = choose(rows.map(({ dropped }) => dropped));
  const sizes_M1 = choose(rows.map(({ last }) => last.length));
  // (1) letters by their distance from the end, from 0 on; below 0 there is none
  const columns_L = ops.range(graph.node('Shape', [cells_ML], { start: 1, end: 2 }));
  const distance_ML = graph.node('Sub', [graph.node('Sub', [counts_M1, graph.integers(1)]), columns_L]);
  const isLast_ML = graph.node('And', [
    graph.node('GreaterOrEqual', [distance_ML, graph.integers(0)]),
    graph.node('Less', [distance_ML, sizes_M1]),
  ]);
  // (2) the places of the last letters in tables of all scripts, behind a letter that is kept
  const starts: number[] = [];
  const letters = [{ isKept: true, inserted: '' }];
  for (const { last } of rows) {
    starts.push(letters.length);
    letters.push(...last);
  }
  const places_ML = ops.choose(
    isLast_ML,
    graph.node('Add', [choose(starts), distance_ML]),
    graph.integers(0),
  );
  const look = (values: string) => graph.node('Gather', [values, places_ML]);
  const inserted_ML = look(graph.texts(letters.map(({ inserted }) => inserted)));
  const isKept_ML = graph.node('And', [
    graph.node('GreaterOrEqual', [columns_L, dropped_M1]),
    graph.node('Greater', [
      look(graph.integers(...letters.map(({ isKept }) => Number(isKept)))),
      graph.integers(0),
    ]),
  ]);
  const joined = ops.join(ops.concat(inserted_ML, ops.choose(isKept_ML, cells_ML, ops.empty)));
  const text = (read: (row: LemmaRow) => string) =>
    graph.node('Gather', [graph.texts(rows.map(read)), chosen]);
  const whole = ops.concat(
    text(({ before }) => before),
    joined,
    text(({ after }) => after),
  );
  // (3) a form of too few letters stays
  const fixed_M1 = graph.node('Add', [dropped_M1, sizes_M1]);
  const isShort = ops.flatten(graph.node('GreaterOrEqual', [fixed_M1, counts_M1]));
  return ops.choose(isShort, base, whole);
}

/** Whether a condition is true of the chosen scripts [M]. */
function isTrue(
  { graph }: TextOps,
  rows: readonly LemmaRow[],
  chosen: string,
  condition: (row: LemmaRow) => boolean,
): string {
  const numbers = graph.node('Gather', [
    graph.integers(...rows.map((row) => Number(condition(row)))),
    chosen,
  ]);
  return graph.node('Greater', [numbers, graph.integers(0)]);
}
