import { TaggerError } from '@tagger/core';
import {
  addErrorAnswers,
  closeWhenDone,
  compileSchema,
  createApp,
  RequestError,
} from '@tagger/server/internal';
import type { FastifyInstance } from 'fastify';
import type { LabelKind } from '../labels';
import { pagePolicy, writePage } from '../page/write-page';
import type { Session, Task } from '../session/session';
import { checkSpans } from './check-spans';
import { guard } from './guard';
import { type AnswerRequest, answerSchema, type TaskQuery, taskQuerySchema } from './schemas';

/** What the server of the page has. */
export interface AnnotationAppOptions {
  readonly session: Session;
  readonly labels: readonly string[];
  readonly kind: LabelKind;
  /** What is labelled, for people. */
  readonly title: string;
  readonly host: string;
  readonly key?: string | undefined;
}

/** The largest body: a text of 100,000 words with a label each. */
const bodyLimit = 2 ** 23;

/** The application of the page; it does not listen yet. */
export function createAnnotationApp(options: AnnotationAppOptions): FastifyInstance {
  const app = createApp({ logLevel: 'silent' }, 'the page is at /');
  app.setValidatorCompiler(({ schema }) => compileSchema(schema as object));
  // A page of another origin may send text without asking, but not JSON.
  app.removeContentTypeParser('text/plain');
  const stopping = new AbortController();
  app.addHook('preClose', async () => stopping.abort());
  addErrorAnswers(app);
  closeWhenDone(app, stopping.signal);
  guard(app, options);
  addPage(app, options);
  addTasks(app, options);
  return app;
}

function addPage(app: FastifyInstance, { labels, kind, title, key }: AnnotationAppOptions): void {
  const page = writePage({ labels, kind, title, needsKey: key !== undefined });
  app.get('/', { config: { isPage: true } }, async (_request, reply) =>
    reply
      .headers({
        'content-security-policy': pagePolicy,
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      })
      .type('text/html; charset=utf-8')
      .send(page),
  );
}

function addTasks(app: FastifyInstance, { session, labels, kind }: AnnotationAppOptions): void {
  app.addHook('onSend', (_request, reply, _payload, done) => {
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
    done();
  });
  app.get('/v1/progress', async () => session.progress());

  app.get<{ Querystring: TaskQuery }>(
    '/v1/task',
    { schema: { querystring: taskQuerySchema } },
    async ({ query: { before } }) => {
      const task = before === undefined ? await session.next() : session.before(before);
      return describe(session, task);
    },
  );

  app.post<{ Body: AnswerRequest }>(
    '/v1/answers',
    { schema: { body: answerSchema }, bodyLimit },
    async ({ body: { id, answer: verdict, spans, note, replaces = false } }) => {
      const item = session.find(id);
      if (!item) throw new RequestError('not_found', 'there is no such text');
      if (session.isAnswered(id) !== replaces)
        throw new RequestError('conflict', 'the text was answered in another window', 'reload the page');
      const checked = checkSpans(spans, item.words.length, kind, labels);
      await session.answer({ id, verdict, spans: checked, note }).catch((error) => {
        if (!TaggerError.isInstance(error)) throw error;
        throw new RequestError('not_written', `the answer was not written: ${error.message}`);
      });
      return describe(session, await session.next());
    },
  );
}

/** What the page is told: the text to show, and how far one is. */
function describe(session: Session, task: Task | undefined) {
  return { task: task && describeTask(task), progress: session.progress() };
}

function describeTask({ item, spans, origin, answer }: Task) {
  return {
    id: item.id,
    words: item.tokens.map(({ text, start }, index) => ({
      text,
      isJoined: index > 0 && item.tokens[index - 1]!.end === start,
    })),
    spans,
    origin,
    versions: item.versions,
    verdict: answer?.verdict,
    note: answer?.note ?? '',
  };
}

/** What the page reads. */
export type TaskAnswer = ReturnType<typeof describe>;
