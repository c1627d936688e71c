import cors from '@fastify/cors';
import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import packageJson from '../package.json';
import { addContentTypes } from './body/content-types';
import { addErrorAnswers } from './errors/answer-errors';
import { Admission } from './limits/admission';
import { closeWhenDone } from './limits/close-connections';
import { Deadline } from './limits/deadline';
import { AccessTokens } from './limits/tokens';
import { ServerMetrics } from './metrics';
import { ModelStore } from './models/model-store';
import { watchModels } from './models/watch-models';
import { readPluginOptions, type TaggerPluginOptions } from './options';
import { addInfoRoutes } from './routes/info';
import { addPageRoute } from './routes/page';
import { addTagRoute } from './routes/tag';
import { addUdpipeRoutes } from './routes/udpipe';
import { compileSchema } from './schemas/tag-request';
import type { Service } from './service';

/**
 * A plugin of Fastify that tags: `app.register(taggerPlugin, { models: [{ name: 'en', source: 'en.onnx' }], prefix: '/nlp' })`. Its hooks
 * and parsers are for its own routes. It loads the models when the application gets ready, and releases them when that is closed.
 *
 * @throws SettingsError if an option cannot be what it is
 * @throws ModelError if a model cannot be read
 */
export async function taggerPlugin(app: FastifyInstance, options: TaggerPluginOptions): Promise<void> {
  // Fastify passes its own options of a registration along.
  const { prefix: _, logLevel: __, ...own } = options as TaggerPluginOptions & Record<string, unknown>;
  const settings = readPluginOptions(own as TaggerPluginOptions);
  const tokens = settings.tokens && new AccessTokens(settings.tokens);
  const store = await ModelStore.load(settings.models, settings.workers);
  const admission = new Admission(settings.maxQueue);
  const metrics = new ServerMetrics(() => admission.taken);
  const service = { settings, store, admission, metrics };

  const stopWatching = settings.watch
    ? await watchModels(store, {
        interval: settings.watchInterval,
        log: app.log,
        onSwap: (name) => metrics.countSwap(name),
      })
    : undefined;
  app.addHook('preClose', async () => admission.stop());
  app.addHook('onClose', async () => {
    stopWatching?.();
    await store.release();
    metrics.end();
  });

  app.setValidatorCompiler(({ schema }) => compileSchema(schema as object));
  addContentTypes(app);
  addErrorAnswers(app);
  addRequestHooks(app, service, tokens);
  closeWhenDone(app, admission.stopping);
  await addDescription(app, settings.tokens !== undefined);
  const { allowOrigins } = settings;
  if (allowOrigins.length > 0)
    await app.register(cors, {
      origin: allowOrigins.includes('*') ? '*' : [...allowOrigins],
      strictPreflight: false,
    });
  addTagRoute(app, service);
  addUdpipeRoutes(app, service);
  addInfoRoutes(app, service);
  addPageRoute(app, service);
}

async function addDescription(app: FastifyInstance, needsToken: boolean): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tagger',
        description: 'Tags texts: parts of speech, lemmas, entities, or what the models were trained for.',
        version: packageJson.version,
      },
      ...(needsToken && {
        components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
        security: [{ token: [] }],
      }),
    },
  });
}

/** What happens to each request before its route: it is counted, and let in or not. */
function addRequestHooks(
  app: FastifyInstance,
  { admission, metrics, settings }: Service,
  tokens: AccessTokens | undefined,
): void {
  app.decorateRequest('taggerDeadline', null);
  app.addHook('onRequest', (request, reply, done) => {
    reply.raw.once('close', () => record(request, reply, metrics));
    const { isOpen, isQueued } = request.routeOptions.config;
    try {
      if (tokens && !isOpen && request.method !== 'OPTIONS') tokens.check(request.headers.authorization);
      if (isQueued) {
        admission.admit(request, reply);
        request.taggerDeadline = new Deadline(request, reply, settings.timeout);
      }
      done();
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Counts a request and writes its line of the log: its route, not its address, which may have a text in it. */
function record(request: FastifyRequest, reply: FastifyReply, metrics: ServerMetrics): void {
  const route = request.routeOptions.url ?? 'none';
  const status = reply.raw.writableEnded ? reply.raw.statusCode : 499;
  const milliseconds = Math.round(reply.elapsedTime * 10) / 10;
  metrics.countRequest(route, status, milliseconds);
  request.log.info({ method: request.method, route, status, milliseconds }, 'request');
}
