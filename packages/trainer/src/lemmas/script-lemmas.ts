import {
  type CompactColumn,
  CompactSentences,
  findLemmaScript,
  type LemmaScriptKind,
} from '@tagger/core/internal';

/** The column whose labels are lemmas, which a network learns as scripts. */
export const lemmaColumn = 'lemma';

/**
 * Sentences whose lemmas are scripts that make them of their forms.
 * @param column the name of the column of the tags
 * @param caseLanguage as `findCaseLanguage` gives it
 */
export function scriptLemmas(
  sentences: CompactSentences,
  column: string,
  caseLanguage: string | undefined,
  kind: LemmaScriptKind,
): CompactSentences {
  const { words, wordIds } = sentences;
  const script = (values: readonly string[], ids: Int32Array) => {
    const scripts = new Map<string, number>();
    // Of each pair of a word and a lemma; both are below 2^26, so that pairs are whole numbers.
    const known = new Map<number, number>();
    const scriptIds = ids.map((lemma, token) => {
      if (lemma < 0) return lemma;
      const pair = wordIds[token]! * values.length + lemma;
      const found = known.get(pair);
      if (found !== undefined) return found;
      const text = findLemmaScript(words[wordIds[token]!]!, values[lemma]!, caseLanguage, kind);
      const id = scripts.get(text) ?? scripts.size;
      scripts.set(text, id);
      known.set(pair, id);
      return id;
    });
    return { values: [...scripts.keys()], ids: scriptIds };
  };
  const isFirst = column === lemmaColumn;
  const first = isFirst ? script(sentences.tags, sentences.tagIds) : undefined;
  const columns = sentences.columns.map(
    (other): CompactColumn =>
      other.name === lemmaColumn ? { name: other.name, ...script(other.values, other.ids) } : other,
  );
  return new CompactSentences({
    ...sentences,
    ...(first && { tags: first.values, tagIds: first.ids }),
    columns,
  });
}

/** Sentences in which scripts that occur once are not known: no network learns when to give them. A dictionary has them still. */
export function dropRareScripts(sentences: CompactSentences, column: string): CompactSentences {
  const drop = (values: readonly string[], ids: Int32Array) => {
    const counts = new Int32Array(values.length);
    for (const id of ids) if (id >= 0) counts[id]!++;
    const kept = values.filter((_, id) => counts[id]! > 1);
    if (kept.length === 0) return { values, ids };
    const places = new Map(kept.map((script, place) => [script, place]));
    return { values: kept, ids: ids.map((id) => places.get(values[id]!) ?? -1) };
  };
  const first = column === lemmaColumn ? drop(sentences.tags, sentences.tagIds) : undefined;
  const columns = sentences.columns.map((other) =>
    other.name === lemmaColumn ? { name: other.name, ...drop(other.values, other.ids) } : other,
  );
  return new CompactSentences({
    ...sentences,
    ...(first && { tags: first.values, tagIds: first.ids }),
    columns,
  });
}

/** The kind of scripts of which a corpus needs fewer. */
export function chooseScripts(
  sentences: CompactSentences,
  column: string,
  caseLanguage: string | undefined,
): { readonly sentences: CompactSentences; readonly kind: LemmaScriptKind } {
  const of = (kind: LemmaScriptKind) => scriptLemmas(sentences, column, caseLanguage, kind);
  const runs = of('run');
  const count = (all: CompactSentences) => listScripts(all, column)?.length;
  const needed = count(runs);
  if (needed === undefined) return { sentences: runs, kind: 'run' };
  const places = of('places');
  return needed <= count(places)! ? { sentences: runs, kind: 'run' } : { sentences: places, kind: 'places' };
}

function listScripts(sentences: CompactSentences, column: string): readonly string[] | undefined {
  if (column === lemmaColumn) return sentences.tags;
  return sentences.columns.find(({ name }) => name === lemmaColumn)?.values;
}
