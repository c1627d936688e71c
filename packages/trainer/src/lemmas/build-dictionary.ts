import { type CompactSentences, cleanWord } from '@tagger/core/internal';
import type { LemmaDictionary } from '@tagger/models/internal';
import { lemmaColumn } from './script-lemmas';

/** Columns whose tags tell the lemmas of a form apart, the better one first. */
const tagColumns = ['upos', 'xpos'];

/**
 * The scripts of forms that have one lemma alone with a tag.
 * @param sentences with scripts in the place of lemmas
 * @param column the name of the column of the tags
 */
export function buildDictionary(sentences: CompactSentences, column: string): LemmaDictionary | undefined {
  const columns = [{ name: column, values: sentences.tags, ids: sentences.tagIds }, ...sentences.columns];
  const scripts = columns.find(({ name }) => name === lemmaColumn);
  if (!scripts) return undefined;
  const tags = tagColumns.map((name) => columns.find((each) => each.name === name)).find((each) => each);
  const found = new Map<string, { tag: string | undefined; form: string; script: number }>();
  for (const [token, script] of scripts.ids.entries()) {
    const tag = tags?.values[tags.ids[token]!];
    if (script < 0 || (tags && tag === undefined)) continue;
    const form = cleanWord(sentences.words[sentences.wordIds[token]!]!);
    const key = `${tag}\n${form}`;
    const known = found.get(key);
    if (!known) found.set(key, { tag, form, script });
    else if (known.script !== script) known.script = ambiguous;
  }
  const entries = new Map<string, LemmaDictionary['entries'][number] & { forms: string[] }>();
  for (const { tag, form, script } of found.values()) {
    if (script === ambiguous) continue;
    const key = `${tag}\n${script}`;
    const entry = entries.get(key);
    if (entry) entry.forms.push(form);
    else
      entries.set(key, { ...(tag !== undefined && { tag }), script: scripts.values[script]!, forms: [form] });
  }
  // Sorted, they take less of a file that is sent packed.
  for (const { forms } of entries.values()) forms.sort();
  return { ...(tags && { tagColumn: tags.name }), entries: [...entries.values()] };
}

/** In the place of a script. */
const ambiguous = -1;
