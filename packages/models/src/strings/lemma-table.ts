import { type LemmaEdits, type LetterCase, type PlaceEdit, readLemmaScript } from '@tagger/core/internal';
import { ModelError } from '../errors';

/*
 * Lemma scripts as rows of a table, which a graph can look up. A script drops letters at the start of a form, keeps a run of any length, and
 * decides on each letter behind it by its distance from the end.
 */

/** A letter by its distance from the end of the form. */
export interface LastLetter {
  readonly isKept: boolean;
  /** What is put in before it. */
  readonly inserted: string;
}

export interface LemmaRow {
  /** The lemma, whatever the form. */
  readonly lemma?: string;
  readonly letterCase: LetterCase;
  /** Letters that are dropped at the start. */
  readonly dropped: number;
  readonly before: string;
  /** The last letters of the form, the last one first. */
  readonly last: readonly LastLetter[];
  readonly after: string;
}

export function describeScript(script: string): LemmaRow {
  const read = readLemmaScript(script);
  if ('lemma' in read) return { ...read, letterCase: 'k', dropped: 0, before: '', last: [], after: '' };
  const row = describeEdits(read);
  if (row) return row;
  throw new ModelError(`the lemma script ${JSON.stringify(script)} cannot be applied in an ONNX graph`, {
    hint: 'train it again, with this version',
  });
}

/** @returns nothing if letters are kept before the run of any length, which no script of ours does */
function describeEdits({ letterCase, edits }: Exclude<LemmaEdits, { lemma: string }>): LemmaRow | undefined {
  const middle = edits.findIndex(({ kind }) => kind === 'C');
  const [head, tail] = [edits.slice(0, middle), edits.slice(middle + 1)];
  if (head.some(({ kind }) => kind === 'c')) return undefined;
  const last: LastLetter[] = [];
  let inserted = '';
  for (const { kind, count, text } of tail) {
    inserted += text;
    for (let letter = 0; letter < count; letter++) {
      last.unshift({ isKept: kind === 'c', inserted });
      inserted = '';
    }
  }
  return {
    letterCase,
    dropped: sumCounts(head),
    before: head.map(({ text }) => text).join(''),
    last,
    after: inserted,
  };
}

function sumCounts(edits: readonly PlaceEdit[]): number {
  return edits.reduce((sum, { count }) => sum + count, 0);
}
