import {
  detectSpanScheme,
  outsideTag,
  readSpanTag,
  type Span,
  type SpanPosition,
  type SpanScheme,
  type SpanTag,
  separatesSpans,
} from './spans';

/** How spans are written, in addition to their tags. */
export interface SpanGrammarOptions {
  /** Whether spans begin with `I`, and with `B` only behind another of their type, as in IOB1; default: false. */
  readonly isIob1?: boolean | undefined;
}

/**
 * Which of a set of tags may follow one another. Tags are named by their places in the set, and `SpanGrammar.boundary` is what is before
 * and after a sentence.
 *
 * - Where the set has `B`, as in BIO (IOB2), BIOES, BILOU and BMES: `I`, `M`, `E` and `L` follow only `B`, `I` or `M` of their type.
 * - Where it also has `E` or `L`, and `S`, `U` or `W`: `B`, `I` and `M` are followed only by `I`, `M`, `E` or `L` of their type.
 * - Anything else, such as IO and IOB1: all tags may follow all.
 *
 * For every length there is a sequence without a mistake.
 */
export class SpanGrammar {
  static readonly boundary = -1;

  readonly #marks: readonly SpanTag[];
  readonly #hasBeginnings: boolean;
  readonly #hasEnds: boolean;
  /** [K + 1, K + 1] 1 where the column's tag may follow the row's; behind the tags the boundary. */
  readonly #allowed: Uint8Array;

  private constructor(
    readonly tags: readonly string[],
    readonly scheme: SpanScheme,
    readonly isIob1: boolean,
  ) {
    this.#marks = tags.map((tag) => readSpanTag(tag, scheme));
    const has = (...positions: SpanPosition[]) =>
      this.#marks.some(({ position }) => positions.includes(position));
    this.#hasBeginnings = has('begin') && !isIob1;
    this.#hasEnds = this.#hasBeginnings && has('end') && has('single');
    const size = tags.length + 1;
    this.#allowed = Uint8Array.from({ length: size * size }, (_, at) =>
      this.#mayFollow(this.#marks[Math.floor(at / size)], this.#marks[at % size]) ? 1 : 0,
    );
  }

  /** @returns nothing if the tags mark no spans; `_`, which CoNLL-U has where there is nothing, is read as `O` */
  static of(tags: readonly string[], { isIob1 = false }: SpanGrammarOptions = {}): SpanGrammar | undefined {
    const scheme = detectSpanScheme(tags.map((tag) => (tag === '_' ? 'O' : tag)));
    return scheme && new SpanGrammar(tags, scheme, isIob1);
  }

  /** The types of the spans, sorted. */
  get types(): readonly string[] {
    const marks = this.#marks.filter(({ position }) => position !== 'outside');
    return [...new Set(marks.map(({ type }) => type))].sort();
  }

  /** The tags of the spans of a type. */
  tagsOf(type: string): number[] {
    return [...this.#marks.keys()].filter((tag) => {
      const mark = this.#marks[tag]!;
      return mark.position !== 'outside' && mark.type === type;
    });
  }

  /** Whether some tag may not follow another. */
  get isStrict(): boolean {
    return this.#hasBeginnings;
  }

  /** Whether a tag may follow another. */
  allows(from: number, to: number): boolean {
    const { length } = this.tags;
    return this.#allowed[(from < 0 ? length : from) * (length + 1) + (to < 0 ? length : to)] === 1;
  }

  /** Whether a sentence may have these tags. */
  allowsAll(ids: ArrayLike<number>): boolean {
    let previous = SpanGrammar.boundary;
    for (let step = 0; step < ids.length; step++) {
      if (!this.allows(previous, ids[step]!)) return false;
      previous = ids[step]!;
    }
    return ids.length === 0 || this.allows(previous, SpanGrammar.boundary);
  }

  /** Whether no span goes on from a tag to the next. */
  separates(from: number, to: number): boolean {
    return separatesSpans(this.#marks[from] ?? outsideTag, this.#marks[to] ?? outsideTag);
  }

  /** The spans of a sentence, as `readSpans` finds them. */
  read(ids: ArrayLike<number>): Span[] {
    const spans: Span[] = [];
    let start = 0;
    let previous = SpanGrammar.boundary;
    for (let index = 0; index <= ids.length; index++) {
      const current = index < ids.length ? ids[index]! : SpanGrammar.boundary;
      if (this.separates(previous, current)) {
        const mark = this.#marks[previous] ?? outsideTag;
        if (mark.position !== 'outside') spans.push({ start, end: index, type: mark.type });
        start = index;
      }
      previous = current;
    }
    return spans;
  }

  /** The tag of words outside of spans. */
  get outside(): string {
    return this.tags.find((_, tag) => this.#marks[tag]!.position === 'outside') ?? 'O';
  }

  /** The tags of a span of so many words, of any type. @param isBehind whether a span of the type is right before it */
  write(type: string, length: number, isBehind = false): string[] {
    const letters = (...positions: SpanPosition[]) =>
      positions.flatMap(
        (position) => this.#marks.find((mark) => mark.position === position)?.letter ?? [],
      )[0] ?? 'I';
    const isPlain = this.isIob1 && !isBehind;
    const first = isPlain ? letters('inside') : letters('begin', 'inside');
    if (length === 1) return [this.#compose(isPlain ? first : letters('single', 'begin', 'inside'), type)];
    const rest = Array.from({ length: length - 2 }, () => letters('inside'));
    return [first, ...rest, letters('end', 'inside')].map((letter) => this.#compose(letter, type));
  }

  #compose(letter: string, type: string): string {
    const { scheme } = this;
    if (scheme.place === 'alone') return letter;
    return scheme.place === 'prefix'
      ? `${letter}${scheme.separator}${type}`
      : `${type}${scheme.separator}${letter}`;
  }

  #mayFollow(from: SpanTag = outsideTag, to: SpanTag = outsideTag): boolean {
    const isOpen = from.position === 'begin' || from.position === 'inside';
    const isInner = to.position === 'inside' || to.position === 'end';
    const isContinued = isOpen && isInner && from.type === to.type;
    if (this.#hasBeginnings && isInner && !isContinued) return false;
    return !(this.#hasEnds && isOpen && !isContinued);
  }
}

/**
 * Whether sentences have their spans written as in IOB1: more begin with `I` than with `B`.
 *
 * @param sentences places of tags in the set; below 0 where one is not known
 */
export function looksLikeIob1(tags: readonly string[], sentences: Iterable<ArrayLike<number>>): boolean {
  const grammar = SpanGrammar.of(tags);
  if (!grammar?.isStrict) return false;
  const marks = tags.map((tag) => readSpanTag(tag, grammar.scheme));
  if (marks.some(({ position }) => position === 'end' || position === 'single')) return false;
  const counts = { begin: 0, inside: 0 };
  for (const ids of sentences)
    for (const { start } of grammar.read(ids)) {
      const { position } = marks[ids[start]!]!;
      if (position === 'begin' || position === 'inside') counts[position]++;
    }
  return counts.inside > counts.begin;
}
