import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { jsonLinesTypes } from '../body/content-types';
import { parseJson } from '../body/read-json';
import { splitLines } from '../body/split-lines';
import { RequestError, toErrorAnswer } from '../errors/request-error';
import { toRequestError } from '../errors/to-request-error';
import { errorResponses, tagAnswerSchema } from '../schemas/answers';
import { readTagRequest, type TagRequest, tagLineSchema, tagRequestSchema } from '../schemas/tag-request';
import type { Service } from '../service';
import { answerLines } from '../tagging/answer-lines';
import { isShort, type JsonAnswer, tagAsJson, tagTexts } from '../tagging/tag-texts';
import { answerFormats, chooseFormat, jsonFormat } from '../writing/answer-formats';
import { joinPieces, sendPieces } from '../writing/send-pieces';
import { type Piece, writeJson } from '../writing/write-json';

/** Lines of a stream that are computed at the same time. */
const linesAtOnce = 32;

const jsonLines = { schema: tagLineSchema };
const schema = {
  summary: 'Tags a text, several texts, or tokens.',
  description:
    'JSON Lines are a stream: each line is such a request, and is answered by a line; a line that fails is answered by an error.',
  body: {
    content: {
      'application/json': { schema: tagRequestSchema },
      ...Object.fromEntries(jsonLinesTypes.map((type) => [type, jsonLines])),
    },
  },
  response: {
    200: {
      description: 'What was tagged, in the first format that the request accepts.',
      content: Object.fromEntries([
        ['application/json', { schema: tagAnswerSchema }],
        ...[...answerFormats.slice(1).map(({ mediaType }) => mediaType), jsonLinesTypes[0]!].map((type) => [
          type,
          { schema: { type: 'string' } },
        ]),
      ]),
    },
    ...errorResponses,
  },
};

/** `POST /v1/tag`. */
export function addTagRoute(app: FastifyInstance, service: Service): void {
  app.post<{ Body: TagRequest | Readable }>(
    '/v1/tag',
    { schema, bodyLimit: service.settings.maxBody, config: { isQueued: true } },
    async (request, reply) => {
      const { body } = request;
      if (body instanceof Readable) return answerStream(request, reply, service);
      if (body === undefined || body === null)
        throw new RequestError('invalid_request', 'the body is missing');
      const format = chooseFormat(request.raw);
      const deadline = request.taggerDeadline!;
      const signal = isShort(body) ? undefined : deadline.signal;
      const pieces =
        format === jsonFormat
          ? writeJson(countTokens(service, await deadline.guard(tagAsJson(service.store, body, signal))))
          : format.write(countTokens(service, await deadline.guard(tagTexts(service.store, body, signal))));
      reply.header('vary', 'Accept');
      return sendPieces(reply, format.mediaType, pieces);
    },
  );
}

function countTokens<Answer extends JsonAnswer>({ metrics }: Service, answer: Answer): Answer {
  const { model, parts } = answer;
  const counts = parts.map((part) => ('tokens' in part ? part.tokens.length : part.count));
  metrics.countTokens(
    model,
    counts.reduce((sum, count) => sum + count, 0),
  );
  return answer;
}

function* writeLine(answer: JsonAnswer): Generator<Piece> {
  yield* writeJson(answer);
  yield '\n';
}

/** Answers JSON Lines by JSON Lines. The connection is closed if nothing comes or goes for as long as a request may take. */
function answerStream(request: FastifyRequest, reply: FastifyReply, service: Service): FastifyReply {
  const { store, admission, settings } = service;
  const { timeout, maxBody } = settings;
  // Each line has its own time.
  const deadline = request.taggerDeadline!;
  deadline.lift();
  reply.hijack();
  const { raw } = reply;
  raw.setTimeout(timeout, () => raw.destroy());
  raw.writeHead(200, { ...reply.getHeaders(), 'content-type': jsonLinesTypes[0] } as Record<string, string>);
  raw.flushHeaders();
  const fail = (error: unknown) => `${JSON.stringify(toErrorAnswer(toRequestError(error)))}\n`;
  const answer = async (line: string) => {
    try {
      const signal = AbortSignal.any([deadline.signal, AbortSignal.timeout(timeout)]);
      const tagged = await tagAsJson(store, readTagRequest(parseJson(line)), signal);
      return joinPieces([], writeLine(countTokens(service, tagged)));
    } catch (error) {
      return [fail(error)];
    }
  };
  // What is left of a request must be read before its answer is.
  const lines = splitLines((request.body as Readable).iterator({ destroyOnReturn: false }), maxBody);
  const window = { lines: linesAtOnce, characters: maxBody };
  Readable.from(answerLines(lines, { answer, fail, window, stopping: admission.stopping }))
    .on('error', () => raw.destroy())
    .pipe(raw);
  return reply;
}
