/** A token that a package cut by itself out of a text. */
export interface FoundToken {
  readonly text: string;
  readonly tag: string;
}

/**
 * Brings the tags of a package that cuts text by itself to the corpus's words, joined by blanks: a word gets the tag of
 * the last token that overlaps it and is not punctuation, since the head of a compound stands last ("well-known").
 *
 * @returns undefined for a word that no token overlaps
 */
export function alignTags(words: readonly string[], found: readonly FoundToken[]): (string | undefined)[] {
  const text = words.join(' ');
  const tags: (string | undefined)[] = words.map(() => undefined);
  let word = 0;
  let wordStart = 0;
  let position = 0;
  for (const token of found) {
    const start = text.indexOf(token.text, position);
    if (start < 0) continue;
    position = start + token.text.length;
    while (word < words.length && wordStart + words[word]!.length <= start)
      wordStart += words[word++]!.length + 1;
    // A token may also span several words.
    for (let index = word, from = wordStart; index < words.length && from < position; index++) {
      if (tags[index] === undefined || token.tag !== 'PUNCT') tags[index] = token.tag;
      from += words[index]!.length + 1;
    }
  }
  return tags;
}
