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

/**
 * Sentences in which scripts that occur once are not known: no network learns when to give them. A dictionary has them still. What occurs
 * between the same words again counts once, as the sentences of a corpus that is given several times.
 */
export function dropRareScripts(sentences: CompactSentences, column: string): CompactSentences {
  const drop = (values: readonly string[], ids: Int32Array) => {
    const isKept = findRepeated(sentences, values.length, ids);
    const kept = values.filter((_, id) => isKept[id]);
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

/** Which labels of tokens occur of different words, or between different words. */
function findRepeated(
  { wordIds, starts }: CompactSentences,
  labelCount: number,
  ids: Int32Array,
): Uint8Array {
  const isRepeated = new Uint8Array(labelCount);
  /** Of each label the first word that has it, with those beside it; none: −1. */
  const first = new Int32Array(3 * labelCount).fill(-2);
  for (let sentence = 1; sentence < starts.length; sentence++) {
    const [start, end] = [starts[sentence - 1]!, starts[sentence]!];
    for (let token = start; token < end; token++) {
      const id = ids[token]!;
      if (id < 0 || isRepeated[id]) continue;
      const before = token > start ? wordIds[token - 1]! : -1;
      const after = token + 1 < end ? wordIds[token + 1]! : -1;
      const words = [before, wordIds[token]!, after];
      if (first[3 * id] === -2) first.set(words, 3 * id);
      else if (words.some((word, at) => word !== first[3 * id + at])) isRepeated[id] = 1;
    }
  }
  return isRepeated;
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
