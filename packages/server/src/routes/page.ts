import type { FastifyInstance } from 'fastify';
import type { Service } from '../service';
import { appPolicy, writeAppPage } from '../view/app-page';

/** `GET /`: the page on which text is tagged as it is typed. */
export function addPageRoute(app: FastifyInstance, { settings, store }: Service): void {
  const page = writeAppPage({
    models: store.all.map(({ name }) => name),
    base: app.prefix,
    needsToken: settings.tokens !== undefined,
  });
  app.get('/', { schema: { hide: true }, config: { isOpen: true } }, async (_request, reply) =>
    reply
      .headers({
        'content-security-policy': appPolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      })
      .type('text/html; charset=utf-8')
      .send(page),
  );
}
