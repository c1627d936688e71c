import { CorpusError, type ErrorLocation } from '../../errors';
import type { Sentence, SpanProblem } from '../../sentence';
import type { TextSpan } from '../annotations/annotated-text';
import { cutAnnotatedText } from '../annotations/cut-annotated-text';
import { createOffsets } from '../annotations/offsets';
import { checkSentence } from '../check-sentence';
import type { ParseOptions } from '../corpus-format';

/** A document of brat: a text, and its annotations in a file beside it. */
export interface BratDocument {
  readonly text: string;
  /** The content of the `.ann` file. */
  readonly annotations: string;
  /** The names of both files, for messages. */
  readonly textFile?: string | undefined;
  readonly annotationsFile?: string | undefined;
}

/** The type of the notes in which the writer keeps the tokens of each sentence. */
export const tokensNote = 'Tokens';

/**
 * Reads a document of brat: cuts its text into sentences, and its spans into BIO tags. Places count characters. Spans of several parts are left
 * out; so are relations, events (but for the spans of their triggers), attributes and notes. All of these are among the `problems`
 * of the first sentence.
 *
 * Format: https://brat.nlplab.org/standoff.html
 *
 * @throws CorpusError if a line is not of this format, or a span is not in the text where it says
 */
export function* parseBrat(document: BratDocument, options: ParseOptions = {}): Generator<Sentence> {
  const { text, textFile: file } = document;
  const { spans, problems, sentences } = readAnnotations(document);
  const annotated = { text, spans, problems, isFile: true, ...(sentences.length > 0 && { sentences }) };
  const location = { file: document.annotationsFile, line: 1 };
  for (const sentence of cutAnnotatedText(annotated, options, location)) {
    checkSentence(sentence, { file, line: sentence.line });
    yield sentence;
  }
}

function readAnnotations({ text, annotations, annotationsFile: file }: BratDocument) {
  const offsets = createOffsets(text);
  const spans: TextSpan[] = [];
  const problems: SpanProblem[] = [];
  const sentences: { readonly start: number; readonly end: number }[][] = [];
  for (const [index, source] of annotations.split('\n').entries()) {
    const location = { file, line: index + 1 };
    const line = source.replace(/\r$/, '').replace(/^\uFEFF/, '');
    if (line.trim() === '') continue;
    const [, id, data, rest = ''] = /^([TREAMN#*][^\t]*)\t([^\t]*)(?:\t(.*))?$/s.exec(line) ?? [];
    if (id === undefined || data === undefined)
      throw new CorpusError('the line is no annotation of brat', {
        location,
        hint: 'such as "T1", a tab, "PER 0 4", a tab, and the text of the span',
      });
    if (id.startsWith('#') && data.startsWith(`${tokensNote} `)) {
      const from = sentences.at(-1)?.at(-1)?.end ?? 0;
      sentences.push(readPlaces(rest, offsets, from, location));
      continue;
    }
    if (!id.startsWith('T')) {
      problems.push({ kind: 'no-span', text: `${id} ${data}`, location });
      continue;
    }
    const span = readSpan({ id, data, surface: rest }, text, offsets, location);
    if (span) spans.push(span);
    else problems.push({ kind: 'discontinuous', text: rest || data, location });
  }
  return { spans, problems, sentences };
}

type Offsets = (characters: number) => number | undefined;

/** `PER 0 4`; undefined for a span of several parts, unless each begins where a line of the one before it ends. */
function readSpan(
  { id, data, surface }: { readonly id: string; readonly data: string; readonly surface: string },
  text: string,
  offsets: Offsets,
  location: ErrorLocation & { readonly line: number },
): TextSpan | undefined {
  const [, label, places] = /^(\S+) (\d+ \d+(?:;\d+ \d+)*)$/.exec(data.trim()) ?? [];
  if (label === undefined || places === undefined)
    throw new CorpusError(`${id} is not a label and places such as "PER 0 4"`, { location });
  const parts = places.split(';').map((part) => part.split(' ').map((place) => offsets(Number(place))));
  const [start, end] = [parts[0]![0], parts.at(-1)![1]];
  const isInText = parts.every(([from, to]) => from !== undefined && to !== undefined && from < to);
  const plain = (part: string) => part.replace(/\s+/g, ' ').trim();
  const own = parts.map(([from, to]) => text.slice(from, to)).join(' ');
  if (start === undefined || end === undefined || !isInText || (surface && plain(own) !== plain(surface)))
    throw new CorpusError(
      isInText
        ? `the text at ${places} is ${JSON.stringify(own)}, and ${id} says ${JSON.stringify(surface)}`
        : `${id} from ${places} is not in its text`,
      { location, hint: 'places count characters; has the text changed since, or its line ends?' },
    );
  const isOne = parts.every(
    ([from], index) => index === 0 || isBlank(text.slice(parts[index - 1]![1], from)),
  );
  return isOne && start < end ? { start, end, label, line: location.line } : undefined;
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

/** `0 4 5 9`: the starts and ends of the tokens of a sentence, behind those of the one before it. */
function readPlaces(
  text: string,
  offsets: Offsets,
  from: number,
  location: ErrorLocation,
): { readonly start: number; readonly end: number }[] {
  const places = text.split(' ').map((place) => (/^\d+$/.test(place) ? offsets(Number(place)) : undefined));
  const isRising = places.every((place, index) => {
    const before = places[index - 1] ?? from;
    return place !== undefined && (index % 2 === 1 ? place > before : place >= before);
  });
  if (!isRising || places.length % 2 === 1)
    throw new CorpusError('the tokens of the note are not in the text', {
      location,
      hint: 'remove the notes of the type Tokens to have the text cut anew',
    });
  return Array.from({ length: places.length / 2 }, (_, index) => ({
    start: places[2 * index]!,
    end: places[2 * index + 1]!,
  }));
}
