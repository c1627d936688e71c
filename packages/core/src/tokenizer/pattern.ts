/** Latin letters and general punctuation: all characters of most texts in Latin script. */
const alphabet = [listCharacters(0, 0x24f), listCharacters(0x2000, 0x206f)];

const otherCharacter = /[^\0-\u024f\u2000-\u206f]/;

/** A text to match patterns in. */
export interface ScannedText {
  readonly text: string;
  /** Whether the text has characters of the simple alphabet alone: Latin letters and general punctuation. */
  readonly isSimple: boolean;
}

export function scan(text: string): ScannedText {
  return { text, isSimple: !otherCharacter.test(text) };
}

/**
 * A regular expression whose properties of Unicode, such as `\p{L}`, cost nothing until it is used, and little then in a simple
 * text: there it is compiled for the simple alphabet, where they are a few ranges. V8 takes ten times as long to compile all of
 * Unicode, and does so once more for each place where a property is named.
 */
export class Pattern {
  readonly #source: string;
  readonly #flags: string;
  #forSimple: RegExp | undefined;
  #forAll: RegExp | undefined;

  /** @param flags in addition to `u` */
  constructor(source: string, flags = '') {
    this.#source = source;
    this.#flags = `${flags}u`;
  }

  /** The expression for a text. */
  for({ isSimple }: ScannedText): RegExp {
    if (isSimple) {
      this.#forSimple ??= new RegExp(simplify(this.#source), this.#flags);
      return this.#forSimple;
    }
    this.#forAll ??= new RegExp(this.#source, this.#flags);
    return this.#forAll;
  }

  /** What the pattern finds in a text that is too short to be scanned by the caller. */
  exec(text: string): RegExpExecArray | null {
    return this.for(scan(text)).exec(text);
  }

  test(text: string): boolean {
    return this.exec(text) !== null;
  }

  /** The end of what a sticky pattern matches at `start`; 0 where it does not match. */
  matchEnd(text: ScannedText, start: number): number {
    const expression = this.for(text);
    expression.lastIndex = start;
    return expression.test(text.text) ? expression.lastIndex : 0;
  }
}

function listCharacters(first: number, last: number): string {
  return String.fromCharCode(...Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

/** The source with ranges of the simple alphabet in the place of properties. */
function simplify(source: string): string {
  let isInside = false;
  return source.replace(/(?:\\p\{[^}]*\})+|\\P\{[^}]*\}|\\.|[[\]]/g, (part) => {
    if (part === '[') isInside = true;
    if (part === ']') isInside = false;
    if (!/^\\p\{/i.test(part)) return part;
    if (isInside) return findRanges(part);
    return part.replace(/\\p\{[^}]*\}/gi, (property) => `[${findRanges(property)}]`);
  });
}

const ranges = new Map<string, string>();

/** The characters of the simple alphabet that have one of some properties, as the inside of brackets. */
function findRanges(properties: string): string {
  let found = ranges.get(properties);
  if (found === undefined) {
    const runs = alphabet.flatMap((part) => part.match(new RegExp(`[${properties}]+`, 'gu')) ?? []);
    found = runs.map((run) => `${escapeAt(run, 0)}-${escapeAt(run, run.length - 1)}`).join('');
    ranges.set(properties, found);
  }
  return found;
}

function escapeAt(text: string, index: number): string {
  return `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`;
}
