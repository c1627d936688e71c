import { CorpusError, type ErrorLocation } from '../../errors';
import type { Sentence, SpanProblem, TextToken } from '../../sentence';
import { tokenize } from '../../tokenizer/tokenize';
import type { AnnotatedText, TextSpan } from './annotated-text';

export interface CutOptions {
  /** The language of the text, as a BCP 47 tag. */
  readonly locale?: string | undefined;
  /** Whether a span that cannot be kept as it is is an error. */
  readonly strict?: boolean | undefined;
}

/** A span of whole tokens: from `first` up to, but without, `end`. */
interface TokenSpan {
  readonly first: number;
  readonly end: number;
  readonly label: string;
  /** As it was annotated. */
  readonly text: string;
}

/**
 * Cuts an annotated text into sentences, and its spans into BIO tags (Ramshaw and Marcus, 1995). A span that ends within a token
 * is widened to the whole token. Of spans that overlap, the longest is kept. A sentence does not end within a span.
 *
 * @throws CorpusError with `strict`, if a span is not kept as it is
 */
export function cutAnnotatedText(
  annotated: AnnotatedText,
  { locale, strict = false }: CutOptions,
  location: ErrorLocation & { readonly line: number },
): Sentence[] {
  const { text, spans } = annotated;
  const sentences = annotated.tokens
    ? [annotated.tokens.map(({ start, end }) => ({ text: text.slice(start, end), start, end }))]
    : tokenize(text, { locale }).map(readTokens);
  const tokens = sentences.flat();
  const problems: (SpanProblem & { readonly token: number })[] = [];
  const kept = keepLongest(
    (spans ?? []).map((span) => widen(span, text, tokens, (problem) => problems.push(problem))),
    (problem) => problems.push(problem),
  );
  if (strict && problems.length > 0) throw refuse(problems[0]!, location);
  const tags = tokens.map(() => 'O');
  for (const { first, end, label } of kept)
    for (let at = first; at < end; at++) tags[at] = `${at === first ? 'B' : 'I'}-${label}`;
  return joinAcross(sentences, kept).map(([first, end]) => {
    const own = tokens.slice(first, end);
    const found = problems.filter(({ token }) => token >= first && token < end);
    return {
      words: own.map((token) => token.text),
      ...(spans && { tags: tags.slice(first, end) }),
      line: location.line,
      source: { format: 'text', tokens: own, text: text.slice(own[0]!.start, own.at(-1)!.end) },
      ...(found.length > 0 && { problems: found.map(({ kind, text }) => ({ kind, text })) }),
    };
  });
}

function readTokens({ source }: Sentence): readonly TextToken[] {
  return source?.format === 'text' ? source.tokens : [];
}

type Report = (problem: SpanProblem & { readonly token: number }) => void;

/** The tokens that a span touches. */
function widen(
  { start, end, label }: TextSpan,
  text: string,
  tokens: readonly TextToken[],
  report: Report,
): TokenSpan {
  const own = text.slice(start, end);
  const from = start + (own.length - own.trimStart().length);
  const to = end - (own.length - own.trimEnd().length);
  const first = findToken(tokens, from);
  let last = first;
  while (last < tokens.length && tokens[last]!.start < to) last += 1;
  const span = { first, end: last, label, text: own };
  if (first === last) report({ kind: 'empty', text: own, token: Math.min(first, tokens.length - 1) });
  else if (tokens[first]!.start !== from || tokens[last - 1]!.end !== to)
    report({ kind: 'widened', text: own, token: first });
  return span;
}

/** The first token that ends behind a place. */
function findToken(tokens: readonly TextToken[], place: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tokens[middle]!.end > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Of spans that share tokens the longest, and of equally long ones the first, in the order of the text. */
function keepLongest(spans: readonly TokenSpan[], report: Report): TokenSpan[] {
  const size = ({ first, end }: TokenSpan) => end - first;
  const byLength = spans
    .filter((span) => size(span) > 0)
    .sort((a, b) => size(b) - size(a) || a.first - b.first);
  const taken = new Set<number>();
  const kept: TokenSpan[] = [];
  for (const span of byLength) {
    let isFree = true;
    for (let at = span.first; at < span.end; at++) isFree &&= !taken.has(at);
    if (!isFree) {
      report({ kind: 'overlapping', text: span.text, token: span.first });
      continue;
    }
    for (let at = span.first; at < span.end; at++) taken.add(at);
    kept.push(span);
  }
  return kept.sort((a, b) => a.first - b.first);
}

/** Where sentences start and end among all tokens; those that share a span are one. */
function joinAcross(
  sentences: readonly (readonly TextToken[])[],
  spans: readonly TokenSpan[],
): [number, number][] {
  const borders: [number, number][] = [];
  let end = 0;
  let next = 0;
  for (const { length } of sentences) {
    if (length === 0) continue;
    const start = end;
    end += length;
    while (next < spans.length && spans[next]!.end <= start) next += 1;
    const isShared = next < spans.length && spans[next]!.first < start && spans[next]!.end > start;
    if (isShared) borders[borders.length - 1]![1] = end;
    else borders.push([start, end]);
  }
  return borders;
}

const refusals: Readonly<Record<SpanProblem['kind'], string>> = {
  widened: 'does not start and end where tokens do',
  overlapping: 'overlaps a longer one',
  empty: 'has no token',
};

function refuse({ kind, text }: SpanProblem, location: ErrorLocation): CorpusError {
  return new CorpusError(`the span ${JSON.stringify(text)} ${refusals[kind]}`, { location });
}
