import { basename } from 'node:path';
import type { Answer, ReadAnswer } from '../answers/answer';
import { AnswerFile } from '../answers/answer-file';
import { areSame, type LabelKind, toSentence } from '../labels';
import { createItem, type Item } from '../texts/item';
import { groupAnswers, listLabels, readSeveral } from './pair-up';

/** Answers of several people, put together. */
export interface Merge {
  readonly kind: LabelKind;
  readonly labels: readonly string[];
  /** All texts; those in which the answers differ have the versions of all. */
  readonly items: readonly Item[];
  /** Texts whose answers are the same, that one alone has answered, and that differ. */
  readonly counts: { readonly same: number; readonly single: number; readonly different: number };
  /** The texts that differ, and have no answer in the output yet. */
  readonly open: readonly Item[];
}

/**
 * Puts the answers of several people together: texts whose answers are the same, and those that one alone has answered, are written. Those that
 * differ are left to be decided; what the output has already stays.
 *
 * @throws FileError, CorpusError, SettingsError if a file cannot be read, is none of answers, or has answers of another kind
 */
export async function mergeAnswers(files: readonly string[], output: string): Promise<Merge> {
  const { kind, lists } = await readSeveral(files);
  const counts = { same: 0, single: 0, different: 0 };
  const items: Item[] = [];
  const agreed: [Item, Pick<Answer, 'spans' | 'verdict' | 'note'>][] = [];
  for (const group of groupAnswers(lists).values()) {
    const given = group.flatMap((answer, index) => (answer ? [{ answer, name: nameOf(files, index) }] : []));
    const { answer } = given[0]!;
    const isSame = given.every(({ answer: other }) => areEqual(answer, other));
    counts[given.length === 1 ? 'single' : isSame ? 'same' : 'different'] += 1;
    const item = isSame ? toItem(answer, kind) : { ...toItem(answer, kind), versions: given.map(toVersion) };
    items.push(item);
    const note = [...new Set(given.flatMap(({ answer: other }) => other.note ?? []))].join('; ');
    if (isSame) agreed.push([item, { spans: answer.spans, verdict: answer.verdict, note }]);
  }
  const file = await AnswerFile.open(output, kind);
  try {
    await file.append(agreed.filter(([{ id }]) => !file.answers.has(id)));
    const open = items.filter(({ id }) => !file.answers.has(id));
    return { kind, labels: listLabels(lists), items, counts, open };
  } finally {
    await file.close();
  }
}

/** The text of an answer, whose labels are what one starts from. */
function toItem({ words, spans, text }: ReadAnswer, kind: LabelKind): Item {
  const item = createItem(toSentence(kind, words, spans), kind);
  return { ...item, ...placeWords(text, words, item), given: spans };
}

/** The text as it was, where its words are found in it. */
function placeWords(text: string, words: readonly string[], item: Item): Pick<Item, 'text' | 'tokens'> {
  let [unit, character] = [0, 0];
  const tokens: Item['tokens'][number][] = [];
  for (const [id, word] of words.entries()) {
    const at = text.indexOf(word, unit);
    if (at === -1) return item;
    const start = character + [...text.slice(unit, at)].length;
    const end = start + [...word].length;
    tokens.push({ text: word, start, end, id });
    [unit, character] = [at + word.length, end];
  }
  return { text, tokens };
}

function toVersion({ answer: { verdict, spans, note }, name }: { answer: ReadAnswer; name: string }) {
  return {
    name: verdict === 'reject' ? `${name} (rejected)` : name,
    spans,
    note,
  };
}

/** The name of a file, as far as it tells it from the others. */
function nameOf(files: readonly string[], index: number): string {
  const name = basename(files[index]!);
  return files.filter((file) => basename(file) === name).length > 1 ? files[index]! : name;
}

function areEqual(a: ReadAnswer, b: ReadAnswer): boolean {
  return a.verdict === b.verdict && (a.verdict === 'reject' || areSame(a.spans, b.spans));
}
