import fc from 'fast-check';

/** One change to a file. Places are taken modulo the length, so that an edit fits any file, and 0 is the simplest. */
type Edit =
  | { readonly kind: 'flip'; readonly at: number; readonly bit: number }
  | { readonly kind: 'cut'; readonly at: number }
  | { readonly kind: 'delete'; readonly at: number; readonly length: number }
  | { readonly kind: 'repeat'; readonly at: number; readonly length: number; readonly times: number }
  | { readonly kind: 'move'; readonly at: number; readonly length: number; readonly to: number }
  | { readonly kind: 'insert'; readonly at: number; readonly text: string };

/** A valid file with a few changes; small and readable in a report, unlike the file itself. */
export interface Damaged {
  /** Which of the valid files, from 0. */
  readonly file: number;
  readonly edits: readonly Edit[];
}

/** Bits that are flipped: of a byte, or of a UTF-16 unit. */
const bitsOf = { byte: 8, character: 16 } as const;

/** Draws damage to one of so many valid files; one in a few is left whole. */
export function drawDamage(
  files: number,
  unit: keyof typeof bitsOf,
  inserted: fc.Arbitrary<string>,
): fc.Arbitrary<Damaged> {
  const at = fc.nat(1 << 20);
  const length = fc.oneof(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 512 }));
  const edit: fc.Arbitrary<Edit> = fc.oneof(
    fc.record({ kind: fc.constant('flip' as const), at, bit: fc.nat(bitsOf[unit] - 1) }),
    fc.record({ kind: fc.constant('cut' as const), at }),
    fc.record({ kind: fc.constant('delete' as const), at, length }),
    fc.record({ kind: fc.constant('repeat' as const), at, length, times: fc.integer({ min: 1, max: 40 }) }),
    fc.record({ kind: fc.constant('move' as const), at, length, to: at }),
    fc.record({ kind: fc.constant('insert' as const), at, text: inserted }),
  );
  return fc.record({ file: fc.nat(files - 1), edits: fc.array(edit, { maxLength: 6 }) });
}

/** The damaged file, as text. */
export function damageText(files: readonly string[], { file, edits }: Damaged): string {
  return edits.reduce(applyEdit, files[file]!);
}

/** The damaged file, as bytes. */
export function damageBytes(files: readonly Uint8Array[], { file, edits }: Damaged): Buffer {
  const text = Buffer.from(files[file]!).toString('latin1');
  return Buffer.from(edits.reduce(applyEdit, text), 'latin1');
}

function applyEdit(text: string, edit: Edit): string {
  const at = edit.at % (text.length + 1);
  if (edit.kind === 'cut') return text.slice(0, at);
  if (edit.kind === 'insert') return text.slice(0, at) + edit.text + text.slice(at);
  if (edit.kind === 'flip') {
    const flipped = String.fromCharCode((text.charCodeAt(at) || 0) ^ (1 << edit.bit));
    return text.slice(0, at) + flipped + text.slice(at + 1);
  }
  const piece = text.slice(at, at + edit.length);
  const rest = text.slice(at + edit.length);
  if (edit.kind === 'delete') return text.slice(0, at) + rest;
  if (edit.kind === 'repeat') return text.slice(0, at) + piece.repeat(edit.times) + text.slice(at);
  const others = text.slice(0, at) + rest;
  const to = edit.to % (others.length + 1);
  return others.slice(0, to) + piece + others.slice(to);
}
