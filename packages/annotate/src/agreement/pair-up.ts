import { SettingsError } from '@tagger/core';
import type { ReadAnswer } from '../answers/answer';
import { type AnswerList, readAnswers } from '../answers/read-answers';
import type { LabelKind } from '../labels';

/** Answers of several people. */
export interface AnswerFiles {
  readonly kind: LabelKind;
  readonly lists: readonly AnswerList[];
}

/**
 * Reads the answers of several people.
 *
 * @throws FileError, CorpusError as {@link readAnswers} does @throws SettingsError if they label different things, or nothing
 */
export async function readSeveral(files: readonly string[]): Promise<AnswerFiles> {
  const lists = await Promise.all(files.map(readAnswers));
  const kinds = new Set(lists.flatMap(({ kind }) => kind ?? []));
  const [kind] = kinds;
  if (!kind) throw new SettingsError(`${files.join(' and ')} have no answers`);
  if (kinds.size > 1)
    throw new SettingsError(`${files.join(' and ')} have answers of different kinds`, {
      hint: 'one of them was made with --tokens',
    });
  return { kind, lists };
}

/** The answers to each text, one for each list that has one; a text that was skipped has none. */
export function groupAnswers(lists: readonly AnswerList[]): Map<string, (ReadAnswer | undefined)[]> {
  const groups = new Map<string, (ReadAnswer | undefined)[]>();
  for (const [index, { answers }] of lists.entries())
    for (const [id, answer] of answers) {
      if (answer.verdict === 'ignore') continue;
      const group = groups.get(id) ?? lists.map(() => undefined);
      group[index] = answer;
      groups.set(id, group);
    }
  return groups;
}

/** The labels of answers, sorted. */
export function listLabels(lists: readonly AnswerList[]): string[] {
  const answers = lists.flatMap((list) => [...list.answers.values()]);
  return [...new Set(answers.flatMap(({ spans }) => spans.map(({ label }) => label)))].sort();
}
