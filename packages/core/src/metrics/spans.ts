/** A stretch of tokens that tags mark as one thing. */
export interface Span {
  /** The first token. */
  readonly start: number;
  /** The token after the last. */
  readonly end: number;
  readonly type: string;
}

type Position = 'outside' | 'begin' | 'inside' | 'end' | 'single';

/** What the part of a tag before its first hyphen says, in IOB1, IOB2, BIOES, BILOU and bracket tags. */
const POSITIONS: ReadonlyMap<string, Position> = new Map([
  ['B', 'begin'],
  ['I', 'inside'],
  ['E', 'end'],
  ['L', 'end'],
  ['S', 'single'],
  ['U', 'single'],
  ['[', 'single'],
  [']', 'single'],
]);

/**
 * True if the tags mark spans: each is `O`, or a prefix of BIO, BIOES or BILOU with a hyphen and a type, and
 * not all are `O`.
 */
export function isSpanTagSet(tags: Iterable<string>): boolean {
  let marks = false;
  for (const tag of tags) {
    if (tag === 'O') continue;
    if (readTag(tag).type === '') return false;
    marks = true;
  }
  return marks;
}

/**
 * The spans of a sentence, by the rules of conlleval, the scorer of the CoNLL-2000 and 2003 shared tasks
 * (Tjong Kim Sang, version of 2004-01-26), with `E` and `S` as its users extended it to BIOES. Nothing is
 * ill-formed: an `I-X` after `O` or after another type begins a span, and a span that is not closed ends
 * where the next one begins.
 */
export function readSpans(tags: readonly string[]): Span[] {
  const spans: Span[] = [];
  let start = 0;
  let previous = OUTSIDE;
  for (let index = 0; index <= tags.length; index++) {
    const current = index < tags.length ? readTag(tags[index]!) : OUTSIDE;
    if (isBoundary(previous, current)) {
      if (previous.position !== 'outside') spans.push({ start, end: index, type: previous.type });
      start = index;
    }
    previous = current;
  }
  return spans;
}

interface SpanTag {
  readonly position: Position;
  readonly type: string;
}

const OUTSIDE: SpanTag = { position: 'outside', type: '' };

/** Splits at the first hyphen, so that a type may have hyphens of its own. */
function readTag(tag: string): SpanTag {
  const hyphen = tag.indexOf('-');
  const position = POSITIONS.get(hyphen < 0 ? tag : tag.slice(0, hyphen));
  return position ? { position, type: hyphen < 0 ? '' : tag.slice(hyphen + 1) } : OUTSIDE;
}

/** The scorer has rules for starts and rules for ends; between two tags that mark spans they say the same. */
function isBoundary(previous: SpanTag, current: SpanTag): boolean {
  return (
    previous.type !== current.type ||
    previous.position === 'outside' ||
    previous.position === 'end' ||
    previous.position === 'single' ||
    current.position === 'outside' ||
    current.position === 'begin' ||
    current.position === 'single'
  );
}
