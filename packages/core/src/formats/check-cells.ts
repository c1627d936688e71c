import { CorpusError } from '../errors';
import type { Sentence } from '../sentence';

/**
 * Refuses to write what could not be read back.
 *
 * @param unwritable matches the words and tags that the format cannot hold.
 * @param unwritableTag matches more tags that it cannot hold.
 * @throws CorpusError if a word or tag is such, or if there are more or fewer tags than words.
 */
export function checkCells(
  { words, tags, columns = {}, line }: Sentence,
  unwritable: RegExp,
  format: string,
  unwritableTag: RegExp = unwritable,
): void {
  const which = line === undefined ? 'the sentence' : `the sentence of line ${line}`;
  if (tags && tags.length !== words.length) {
    throw new CorpusError(`${which} has ${words.length} words, but ${tags.length} tags`);
  }
  const cell =
    words.find((word) => unwritable.test(word)) ??
    [...Object.values(columns), tags ?? []]
      .flat()
      .find((tag) => tag !== undefined && (unwritable.test(tag) || unwritableTag.test(tag)));
  if (cell === undefined) return;
  throw new CorpusError(`${format} cannot hold ${JSON.stringify(cell)} in ${which}`, {
    hint: 'JSON Lines can hold any text',
  });
}
