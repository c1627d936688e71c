import type { ConlluSource, Sentence } from '../../sentence';
import { conlluColumnNames } from './conllu-column';

/** A token as it stands in a text: a word, or a multiword token such as French `du`. */
export interface SurfaceToken {
  readonly form: string;
  /** The words of a multiword token (`de`, `le`). */
  readonly words?: readonly string[];
  /** The white space behind it. */
  readonly after: string;
}

/** A sentence of CoNLL-U as it stands in a text. */
export interface SurfaceSentence {
  readonly tokens: readonly SurfaceToken[];
  /** Whether a paragraph or a document starts with it. */
  readonly startsParagraph: boolean;
  /** Whether the sentence tells where its white space is: by `# text`, or by `SpaceAfter`. */
  readonly tellsSpaces: boolean;
}

/**
 * The surface tokens of a sentence with the white space behind each: as in `# text` where the tokens are there in order, and
 * otherwise as the column misc tells. Behind the sentence is a blank unless misc says `SpaceAfter=No`.
 * @returns undefined for a sentence that is not CoNLL-U, or has no forms
 */
export function readSurfaceSentence({ source }: Sentence): SurfaceSentence | undefined {
  if (source?.format !== 'conllu' && source?.format !== 'conllup') return undefined;
  const rows = readRows(source);
  if (rows.length === 0) return undefined;
  const text = findComment(source.comments, 'text');
  const spaces = text === undefined ? undefined : alignWithText(rows, text);
  return {
    tokens: rows.map(({ form, words, misc }, index) => ({
      form,
      ...(words && { words }),
      after: (index < rows.length - 1 ? spaces?.[index] : undefined) ?? (isGlued(misc) ? '' : ' '),
    })),
    startsParagraph: source.comments.some((comment) => /^#\s*new(?:par|doc)\b/.test(comment)),
    tellsSpaces: spaces !== undefined || rows.some(({ misc }) => /(?:^|\|)Spaces?After=/.test(misc)),
  };
}

interface SurfaceRow {
  readonly form: string;
  readonly misc: string;
  readonly words?: string[];
}

function readRows({ rows, columns = conlluColumnNames }: ConlluSource): SurfaceRow[] {
  const find = (name: string) => columns.findIndex((column) => column.toLowerCase() === name);
  const [id, form, misc] = [find('id'), find('form'), find('misc')];
  const result: SurfaceRow[] = [];
  let covered = 0;
  for (const [index, row] of rows.entries()) {
    const [, first, mark, last] = /^(\d+)(?:([-.])(\d+))?$/.exec(row[id] ?? String(index + 1)) ?? [];
    if (mark === '.') continue;
    if (mark === '-') {
      covered = Number(last);
      result.push({ form: row[form]!, misc: row[misc] ?? '_', words: [] });
    } else if (Number(first) <= covered) result.at(-1)!.words!.push(row[form]!);
    else result.push({ form: row[form]!, misc: row[misc] ?? '_' });
  }
  return result;
}

function isGlued(misc: string): boolean {
  return /(?:^|\|)SpaceAfter=No(?:\||$)/.test(misc);
}

function findComment(comments: readonly string[], key: string): string | undefined {
  for (const comment of comments) {
    const [, name, value] = /^#\s*(\w+)\s*=\s*(.*)$/.exec(comment) ?? [];
    if (name === key) return value;
  }
  return undefined;
}

/** The white space behind each row but the last; undefined where the text is not that of the rows. */
function alignWithText(rows: readonly SurfaceRow[], text: string): string[] | undefined {
  const spaces: string[] = [];
  let at = 0;
  for (const [index, { form }] of rows.entries()) {
    if (index > 0) {
      const [space] = /^\s*/.exec(text.slice(at, at + 100))!;
      spaces.push(space);
      at += space.length;
    }
    if (!text.startsWith(form, at)) return undefined;
    at += form.length;
  }
  return text.slice(at).trim() === '' ? spaces : undefined;
}
