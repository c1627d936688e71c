import type { FastifyInstance } from 'fastify';
import { describeSchemaErrors } from '../schemas/tag-request';
import { toErrorAnswer } from './request-error';
import { listFrames, toRequestError } from './to-request-error';

/** Seconds after which a request that was refused may be sent again. */
const patience = 1;

/** Has each error answered as JSON, in one line, and a defect written to the log. */
export function addErrorAnswers(app: FastifyInstance): void {
  app.setSchemaErrorFormatter((errors) => describeSchemaErrors(errors as never));
  app.setErrorHandler((error, request, reply) => {
    const answer = toRequestError(error);
    const { code, statusCode } = answer;
    if (code === 'internal')
      request.log.error({ type: (error as Error)?.name, frames: listFrames(error) }, 'defect');
    if (statusCode === 429 || statusCode === 503) reply.header('retry-after', patience);
    if (statusCode === 401) reply.header('www-authenticate', 'Bearer');
    return reply
      .code(statusCode)
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(toErrorAnswer(answer)));
  });
}
