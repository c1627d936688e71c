import { CorpusError, type ErrorLocation } from '../../errors';
import type { Sentence, SpanProblem, TextSurroundings, TextToken } from '../../sentence';
import { tokenize } from '../../tokenizer/tokenize';
import { isParagraphEnd } from '../text-spaces';
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
  readonly line: number | undefined;
}

type FoundProblem = SpanProblem & { readonly token: number };

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
  const sentences = cutSentences(annotated, locale);
  const tokens = sentences.flat();
  const problems: FoundProblem[] = (annotated.problems ?? []).map((problem) => ({ ...problem, token: 0 }));
  const report: Report = ({ line, ...problem }) =>
    problems.push({ ...problem, ...(line !== undefined && { location: { file: location.file, line } }) });
  const kept = keepLongest(
    (spans ?? []).map((span) => widen(span, text, tokens, report)),
    report,
  );
  const refused = strict ? problems.find(({ kind }) => kind !== 'no-span') : undefined;
  if (refused) throw refuse(refused, location);
  const tags = tokens.map(() => 'O');
  for (const { first, end, label } of kept)
    for (let at = first; at < end; at++) tags[at] = `${at === first ? 'B' : 'I'}-${label}`;
  const borders = joinAcross(sentences, kept);
  const places = annotated.isFile ? placeInFile(text, borders, tokens) : undefined;
  return borders.map(([first, end], index) => {
    const own = tokens.slice(first, end);
    const found = problems.filter(({ token }) => token >= first && token < end);
    const { line = location.line, surroundings } = places?.[index] ?? {};
    return {
      words: own.map((token) => token.text),
      ...(spans && { tags: tags.slice(first, end) }),
      line,
      source: {
        format: 'text',
        tokens: own,
        text: text.slice(own[0]!.start, own.at(-1)!.end),
        ...(surroundings && { surroundings }),
      },
      ...(found.length > 0 && { problems: found.map(({ token: _, ...problem }) => problem) }),
    };
  });
}

/** The tokens of each sentence: those of the tool, or by rules. */
function cutSentences(
  { text, tokens, sentences = tokens && [tokens] }: AnnotatedText,
  locale: string | undefined,
): (readonly TextToken[])[] {
  if (!sentences) return tokenize(text, { locale }).map(readTokens);
  return sentences.map((places) =>
    places.map(({ start, end }) => ({ text: text.slice(start, end), start, end })),
  );
}

/** The line of each sentence in its file, and the white space around it. */
function placeInFile(
  text: string,
  borders: readonly (readonly [number, number])[],
  tokens: readonly TextToken[],
): { readonly line: number; readonly surroundings: TextSurroundings }[] {
  let [line, counted, startsParagraph] = [1, 0, true];
  return borders.map(([first, end], index) => {
    const start = tokens[first]!.start;
    for (; counted < start; counted++) if (text[counted] === '\n') line += 1;
    const next = borders[index + 1];
    const after = text.slice(tokens[end - 1]!.end, next ? tokens[next[0]]!.start : text.length);
    const before = index === 0 ? text.slice(0, start) : '';
    const surroundings = { before, after, startsParagraph, startsDocument: index === 0 };
    startsParagraph = isParagraphEnd(after);
    return { line, surroundings };
  });
}

function readTokens({ source }: Sentence): readonly TextToken[] {
  return source?.format === 'text' ? source.tokens : [];
}

type Report = (problem: Omit<FoundProblem, 'location'> & { readonly line: number | undefined }) => void;

/** The tokens that a span touches. */
function widen(
  { start, end, label, line }: TextSpan,
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
  const span = { first, end: last, label, text: own, line };
  if (first === last) report({ kind: 'empty', text: own, line, token: Math.min(first, tokens.length - 1) });
  else if (tokens[first]!.start !== from || tokens[last - 1]!.end !== to)
    report({ kind: 'widened', text: own, line, token: first });
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
      report({ kind: 'overlapping', text: span.text, line: span.line, token: span.first });
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
  discontinuous: 'has several parts',
  'no-span': 'is no span',
};

function refuse({ kind, text, location }: SpanProblem, record: ErrorLocation): CorpusError {
  return new CorpusError(`the span ${JSON.stringify(text)} ${refusals[kind]}`, {
    location: location ?? record,
  });
}
