import { conlluColumnNames } from '../../formats/conllu/conllu-column';
import type { ConlluSource } from '../../sentence';

/** A stretch of a text, counted in UTF-16 units without white space: two tokenizations of one text have the same count. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** A syntactic word. The words of a multiword token all have the extent of that token. */
export interface AnnotatedWord extends Extent {
  readonly form: string;
  readonly isPart: boolean;
  /** The cells of its row, by the names of CoNLL-U; absent columns have `_`. */
  readonly cells: ReadonlyMap<string, string>;
}

/** A text with its sentences, tokens and words, all in the order of the text. */
export interface Annotation {
  /** The tokens without white space, joined. */
  readonly characters: string;
  readonly sentences: readonly Extent[];
  readonly tokens: readonly Extent[];
  readonly words: readonly AnnotatedWord[];
}

/** Reads sentences of CoNLL-U as one text; empty nodes are no part of it. */
export function readAnnotation(sources: Iterable<ConlluSource>): Annotation {
  const sentences: Extent[] = [];
  const tokens: Extent[] = [];
  const words: AnnotatedWord[] = [];
  const forms: string[] = [];
  let end = 0;
  for (const { rows, columns = conlluColumnNames } of sources) {
    const names = columns.map((name) => name.toLowerCase());
    const first = end;
    /** The multiword token that the next words are part of. */
    let range: (Extent & { readonly lastId: number }) | undefined;
    for (const [index, row] of rows.entries()) {
      const cells = new Map(names.map((name, column) => [name, row[column]!]));
      const id = cells.get('id') ?? String(index + 1);
      if (id.includes('.')) continue;
      const form = cells.get('form')!;
      if (range && Number(id) <= range.lastId) {
        words.push({ form, isPart: true, start: range.start, end: range.end, cells });
        continue;
      }
      const text = form.replace(/\s/gu, '');
      const extent = { start: end, end: end + text.length };
      end = extent.end;
      forms.push(text);
      tokens.push(extent);
      range = id.includes('-') ? { ...extent, lastId: Number(id.split('-')[1]) } : undefined;
      if (!range) words.push({ form, isPart: false, ...extent, cells });
    }
    sentences.push({ start: first, end });
  }
  return { characters: forms.join(''), sentences, tokens, words };
}
