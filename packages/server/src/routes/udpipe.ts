import type { FastifyInstance } from 'fastify';
import { formTypes } from '../body/content-types';
import { errorResponses } from '../schemas/answers';
import type { Service } from '../service';
import { type ProcessRequest, processRequestSchema } from '../udpipe/process-request';
import { processText } from '../udpipe/process-text';
import { sendPieces } from '../writing/send-pieces';

const tags = ['UDPipe'];
const methods = ['GET', 'POST'];

/** The REST interface of UDPipe: `/process` and `/models`. */
export function addUdpipeRoutes(app: FastifyInstance, { settings, store, metrics }: Service): void {
  app.route({
    method: methods,
    url: '/models',
    schema: { summary: 'Lists the models as UDPipe does.', tags },
    handler: async () => ({
      models: Object.fromEntries(store.all.map(({ name }) => [name, ['tokenizer', 'tagger']])),
      default_model: store.default.name,
    }),
  });
  const form = { schema: processRequestSchema };
  const content = { [formTypes.urlEncoded]: form, [formTypes.multipart]: form };
  const common = {
    url: '/process',
    bodyLimit: settings.maxBody,
    config: { isQueued: true },
  };
  const schema = { summary: 'Tags as UDPipe does.', tags, response: errorResponses };
  app.route<{ Querystring: ProcessRequest }>({
    ...common,
    method: 'GET',
    schema: { ...schema, querystring: processRequestSchema },
    handler: async ({ query, taggerDeadline }, reply) => {
      const { pieces } = await processText(store, metrics, query, taggerDeadline!.signal);
      return sendPieces(reply, 'application/json', pieces);
    },
  });
  app.route<{ Body: ProcessRequest }>({
    ...common,
    method: 'POST',
    schema: { ...schema, body: { content } },
    handler: async ({ body, taggerDeadline }, reply) => {
      const { pieces } = await processText(store, metrics, body, taggerDeadline!.signal);
      return sendPieces(reply, 'application/json', pieces);
    },
  });
}
