import { BLANK, UNSPACED } from './characters';
import { Pattern, type ScannedText, scan } from './pattern';

const LETTER = String.raw`(?![${UNSPACED}])[\p{L}\p{M}\p{N}]`;
const JOINERS = '\\u00ad\\u2060-\\u2064';

/**
 * Characters without a width, inside of words: soft hyphens and word joiners; and between letters of scripts that
 * write blanks between words also the zero width space, the joiners of letters, the marks of direction, and the byte
 * order mark.
 */
const ignorable = new Pattern(
  `(?<=[^${BLANK}${JOINERS}])[${JOINERS}]+(?=[^${BLANK}])|(?<=${LETTER})[${JOINERS}\\u200b-\\u200f\\ufeff]+(?=${LETTER})`,
  'g',
);

/** Tells most texts, which have none, in little time. */
const invisible = new RegExp(`[${JOINERS}\\u200b-\\u200f\\ufeff]`, 'u');

/** A text without the characters that cut no word, and where its characters are in the original. */
export class VisibleText implements ScannedText {
  /** @param places in the original, of all characters of `text` and its end; none where it is the original */
  constructor(
    readonly text: string,
    readonly isSimple: boolean,
    readonly original = text,
    private readonly places?: Uint32Array,
  ) {}

  /** The place in the original of the character at a place in `text`, or of its end. */
  place(index: number): number {
    return this.places ? this.places[index]! : index;
  }
}

/** Leaves out soft hyphens and the like. What is left out belongs to the character before it. */
export function hideIgnorables(original: string): VisibleText {
  const scanned = scan(original);
  if (!invisible.test(original)) return new VisibleText(original, scanned.isSimple);
  const expression = ignorable.for(scanned);
  const text = original.replace(expression, '');
  const places = new Uint32Array(text.length + 1);
  let from = 0;
  let index = 0;
  const copy = (to: number) => {
    for (; from < to; from += 1) places[index++] = from;
  };
  for (const match of original.matchAll(expression)) {
    copy(match.index);
    from += match[0].length;
  }
  copy(original.length);
  places[index] = original.length;
  return new VisibleText(text, scanned.isSimple, original, places);
}
