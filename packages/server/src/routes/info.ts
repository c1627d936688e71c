import { listColumnNames, listModelSpans } from '@tagger/models/internal';
import type { FastifyInstance } from 'fastify';
import { stoppingError } from '../limits/admission';
import type { ServedModel } from '../models/served-model';
import type { Service } from '../service';

/** Routes that say something of the server: models, health, metrics. */
export function addInfoRoutes(app: FastifyInstance, { store, admission, metrics }: Service): void {
  app.get('/v1/models', { schema: { summary: 'Lists the models.' } }, async () => ({
    default: store.default.name,
    models: store.all.map(describeModel),
  }));
  const isOpen = { config: { isOpen: true } };
  app.get('/healthz', { ...isOpen, schema: { summary: 'Whether the server runs.' } }, async () => ({
    status: 'ok',
  }));
  app.get('/readyz', { ...isOpen, schema: { summary: 'Whether it takes requests.' } }, async () => {
    if (admission.stopping.aborted) throw stoppingError;
    return { status: 'ready' };
  });
  app.get('/metrics', { schema: { summary: 'Metrics for Prometheus.' } }, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.write()),
  );
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

function describeModel({ name, description: model, language, runtimeName }: ServedModel) {
  const { corpus, scores } = model.training;
  return {
    name,
    language,
    columns: listColumnNames(model),
    tags: model.tags,
    entityColumns: listModelSpans(model).map(({ column }) => column),
    tokenizer: model.tokenizer !== undefined,
    corpus: { name: corpus.name, tokens: corpus.tokens, licence: corpus.licence },
    scores,
    runtime: runtimeName,
  };
}
