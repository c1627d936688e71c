/** A stretch of tokens that tags mark as one thing. */
export interface Span {
  /** The first token. */
  readonly start: number;
  /** The token after the last. */
  readonly end: number;
  readonly type: string;
}

/** What a tag says of its token. */
export type SpanPosition = 'outside' | 'begin' | 'inside' | 'end' | 'single';

/** What the letter of a tag says, in IOB1, IOB2, IOE, BIOES, BILOU, BMES, BMEWO and bracket tags. */
const POSITIONS: ReadonlyMap<string, SpanPosition> = new Map([
  ['B', 'begin'],
  ['I', 'inside'],
  ['M', 'inside'],
  ['E', 'end'],
  ['L', 'end'],
  ['S', 'single'],
  ['U', 'single'],
  ['W', 'single'],
  ['[', 'single'],
  [']', 'single'],
]);

/** How the letters and types of span tags are written. */
export type SpanScheme =
  /** `B-PER`, or `B_PER` */
  | { readonly place: 'prefix'; readonly separator: '-' | '_' }
  /** `PER-B`, or `PER_B` */
  | { readonly place: 'suffix'; readonly separator: '-' | '_' }
  /** `B`: spans of a single type, which has no name. */
  | { readonly place: 'alone' };

const usualScheme: SpanScheme = { place: 'prefix', separator: '-' };

/** All schemes; where the tags fit several, the first is meant. */
export const spanSchemes: readonly SpanScheme[] = [
  usualScheme,
  { place: 'prefix', separator: '_' },
  { place: 'suffix', separator: '-' },
  { place: 'suffix', separator: '_' },
  { place: 'alone' },
];

/**
 * The scheme by which all of these tags mark spans: each is `O`, or a letter of BIO, BIOES, BILOU or BMES with a type, and not
 * all are `O`. Undefined where there is none. Other schemes than `B-PER` are recognised only with a tag that begins a span,
 * since tags such as `N_S` mean other things elsewhere.
 */
export function detectSpanScheme(tags: Iterable<string>): SpanScheme | undefined {
  const marks = [...new Set(tags)].filter((tag) => tag !== 'O');
  if (marks.length === 0) return undefined;
  return spanSchemes.find((scheme) => {
    const read = marks.map((tag) => readSpanTag(tag, scheme));
    if (!marks.every((tag) => fitsSpanScheme(tag, scheme))) return false;
    const has = (...positions: SpanPosition[]) => read.some(({ position }) => positions.includes(position));
    if (scheme.place === 'alone') return has('begin') && has('inside', 'end');
    return scheme === usualScheme || has('begin');
  });
}

/** Whether a tag can be one of a scheme. */
export function fitsSpanScheme(tag: string, scheme: SpanScheme): boolean {
  if (tag === 'O') return true;
  if (scheme.place === 'alone') return /^[BIMELSUW]$/.test(tag);
  return readSpanTag(tag, scheme).type !== '';
}

/** True if the tags mark spans: see {@link detectSpanScheme}. */
export function isSpanTagSet(tags: Iterable<string>): boolean {
  return detectSpanScheme(tags) !== undefined;
}

/**
 * The spans of a sentence, by the rules of conlleval, the scorer of the CoNLL-2000 and 2003 shared tasks
 * (Tjong Kim Sang, version of 2004-01-26), with `E` and `S` as its users extended it to BIOES. Nothing is
 * ill-formed: an `I-X` after `O` or after another type begins a span, and a span that is not closed ends
 * where the next one begins. `M` is read as `I`, `L` as `E`, `U` and `W` as `S`.
 *
 * @param tags a word without one is outside of spans
 */
export function readSpans(tags: readonly (string | undefined)[], scheme: SpanScheme = usualScheme): Span[] {
  const spans: Span[] = [];
  let start = 0;
  let previous = outsideTag;
  for (let index = 0; index <= tags.length; index++) {
    const current = index < tags.length ? readSpanTag(tags[index] ?? 'O', scheme) : outsideTag;
    if (separatesSpans(previous, current)) {
      if (previous.position !== 'outside') spans.push({ start, end: index, type: previous.type });
      start = index;
    }
    previous = current;
  }
  return spans;
}

/** A tag of a span scheme. */
export interface SpanTag {
  readonly position: SpanPosition;
  /** The letter that says so; empty outside. */
  readonly letter: string;
  readonly type: string;
}

/** `O`, and what is before and after a sentence. */
export const outsideTag: SpanTag = { position: 'outside', letter: '', type: '' };

/** A tag in a scheme. Splits at the first separator behind a prefix, and at the last before a suffix, so that a type may have some of its own. */
export function readSpanTag(tag: string, scheme: SpanScheme): SpanTag {
  const isSuffix = scheme.place === 'suffix';
  const at = scheme.place === 'alone' ? -1 : tag[isSuffix ? 'lastIndexOf' : 'indexOf'](scheme.separator);
  if (at < 0) return describeTag(tag, '');
  const [before, after] = [tag.slice(0, at), tag.slice(at + 1)];
  return isSuffix ? describeTag(after, before) : describeTag(before, after);
}

function describeTag(letter: string, type: string): SpanTag {
  const position = POSITIONS.get(letter);
  return position ? { position, letter, type } : outsideTag;
}

/** Whether no span goes on from one tag to the next. The scorer has rules for starts and rules for ends; between two tags that mark spans they say the same. */
export function separatesSpans(previous: SpanTag, current: SpanTag): boolean {
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
