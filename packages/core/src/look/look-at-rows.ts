import { detectSpanScheme, fitsSpanScheme } from '../metrics/spans';
import { type CorpusFinding, listTexts } from './corpus-finding';
import type { TagCounts } from './tag-counts';

/** The first word of a sentence. */
export interface FirstRow {
  readonly word: string;
  readonly tag: string | undefined;
  readonly line: number | undefined;
}

/** More rows than have to be kept to be sure. */
const mostRows = 1000;

/** Finds rows of columns that are no tokens: comments as wide as the rows, and a header. */
export class RowLook {
  #first: FirstRow | undefined;
  readonly #hashes: FirstRow[] = [];

  add(row: FirstRow): void {
    this.#first ??= row;
    if ((row.word === '#' || row.word.startsWith('# ')) && this.#hashes.length < mostRows)
      this.#hashes.push(row);
  }

  findings(file: string | undefined, counts: TagCounts): CorpusFinding[] {
    return [this.#findComments(file, counts), this.#findHeader(file, counts)].filter(
      (found) => found !== undefined,
    );
  }

  /** A comment has a word for a tag that no token has. */
  #findComments(file: string | undefined, counts: TagCounts): CorpusFinding | undefined {
    const own = new Map<string, number>();
    for (const { tag } of this.#hashes) if (tag !== undefined) own.set(tag, (own.get(tag) ?? 0) + 1);
    const foreign = [...own].flatMap(([tag, tokens]) =>
      tag !== '#' && counts.of(tag) === tokens ? [tag] : [],
    );
    // The sign itself may be the only token with its tag, such as SYM.
    const isCertain = foreign.length > 1 || foreign.some((tag) => !/^\P{Ll}*$/u.test(tag));
    if (!isCertain) return undefined;
    const { line } = this.#hashes.find(({ tag }) => foreign.includes(tag!))!;
    return {
      kind: 'comment',
      problem: `looks like a comment, and is read as a word with the tag ${listTexts(foreign, 3)}`,
      location: { file, line },
      hint: 'comments that are left out look like "# name = value"; remove the others',
    };
  }

  #findHeader(file: string | undefined, counts: TagCounts): CorpusFinding | undefined {
    const { word, tag, line } = this.#first ?? {};
    if (word === undefined || tag === undefined || counts.of(tag) !== 1 || counts.size < 2) return undefined;
    const others = counts.tags().filter((other) => other !== tag);
    const scheme = detectSpanScheme(others);
    const isHeader =
      namesTags.test(tag) ||
      (namesWords.test(word) && /\p{Ll}/u.test(tag) && !others.some((other) => /^\p{Ll}/u.test(other))) ||
      (scheme !== undefined && counts.tokens > 10 && !fitsSpanScheme(tag, scheme));
    if (!isHeader) return undefined;
    return {
      kind: 'header',
      problem: `looks like a header: ${listTexts([word])} is read as a word and ${listTexts([tag])} as its tag`,
      location: { file, line },
      hint: 'remove the line if it names the columns',
    };
  }
}

const namesWords =
  /^#? ?(ids?|words?|tok(en)?s?|forms?|text|sentences?|surface|lemmas?)([ _#-]?(ids?|no|form|#))?$/i;
const namesTags =
  /^(tags?|labels?|(u|x|c)?pos|ner|entit(y|ies)|chunks?|class|annotations?|target|(ner|pos|u?pos|chunk|bio|iob)[ _-]?(tags?|labels?))$/i;
