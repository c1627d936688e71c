import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';
import { RequestError } from '../errors/request-error';
import type { TaggedAnswer } from '../tagging/tag-texts';
import { writeHtml } from './write-html';
import { type Piece, writeJson } from './write-json';
import { writeSentences } from './write-sentences';

/** A way to write an answer. */
export interface AnswerFormat {
  readonly mediaType: string;
  readonly write: (answer: TaggedAnswer) => Iterator<Piece>;
}

const writeConllu = (answer: TaggedAnswer) => writeSentences(answer, 'conllu');

/** Tokens are written in it where they are computed. */
export const jsonFormat: AnswerFormat = { mediaType: 'application/json', write: writeJson };

/** The formats of answers; the first is that of requests that accept all. CoNLL-U has no registered type: several are in use. */
export const answerFormats: readonly AnswerFormat[] = [
  jsonFormat,
  { mediaType: 'text/x-conllu', write: writeConllu },
  { mediaType: 'application/x-conllu', write: writeConllu },
  { mediaType: 'application/conllu', write: writeConllu },
  { mediaType: 'text/html', write: writeHtml },
  { mediaType: 'text/plain', write: (answer) => writeSentences(answer, 'word-tag') },
];

const mediaTypes = answerFormats.map(({ mediaType }) => mediaType);

/** @throws RequestError if the request accepts none */
export function chooseFormat(request: IncomingMessage): AnswerFormat {
  const { accept } = request.headers;
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return jsonFormat;
  const chosen = new Negotiator(request).mediaType(mediaTypes);
  const format = answerFormats.find(({ mediaType }) => mediaType === chosen);
  if (format) return format;
  throw new RequestError(
    'not_acceptable',
    'the request accepts no format of answers',
    `send Accept: ${mediaTypes.join(', ')}`,
  );
}
