import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import {
  type AnnotationOptions,
  type Item,
  type Learner,
  type RunningAnnotation,
  readItems,
  startAnnotation,
} from '../src';
import type { TaskAnswer } from '../src/http/create-annotation-app';
import type { Progress } from '../src/session/session';

/** Learns nothing. */
export const noLearner: Learner = {
  learn: () => new Promise(() => {}),
  score: async (_model, pool) => new Float64Array(pool.length),
  close: async () => {},
};

/** A folder of a test file. */
export function createWorkspace() {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tagger-annotate-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const path = (name: string) => join(folder, name);
  return {
    path,
    write: (name: string, text: string) => writeFile(path(name), text),
    read: (name: string) => readFile(path(name), 'utf8'),
    async lines(name: string): Promise<Record<string, unknown>[]> {
      const text = await readFile(path(name), 'utf8');
      return text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
    },
    /** Starts the page of texts in a file, with answers in another. */
    async start(
      texts: string,
      output: string,
      options: Partial<AnnotationOptions> = {},
    ): Promise<RunningAnnotation> {
      const { labels = ['PER', 'ORG'], kind = 'spans' } = options;
      const { items } = await readItems(path(texts), labels, kind);
      return this.startItems(items, output, options);
    },
    startItems(
      items: readonly Item[],
      output: string,
      options: Partial<AnnotationOptions> = {},
    ): Promise<RunningAnnotation> {
      return startAnnotation({
        items,
        labels: ['PER', 'ORG'],
        output: path(output),
        order: 'given',
        port: 0,
        learner: noLearner,
        ...options,
      });
    },
  };
}

/** What a server may answer; a test reads what it expects. */
interface Reply extends Pick<TaskAnswer, 'progress'>, Pick<Progress, 'teaching'> {
  readonly task: NonNullable<TaskAnswer['task']>;
  readonly error: { readonly code: string; readonly message: string };
}

/** Asks a page's server as its script does. */
export function createClient(url: string) {
  const ask = async (path: string, options: RequestInit = {}) => {
    const response = await fetch(`${url}${path}`, options);
    return { status: response.status, body: (await response.json()) as Reply };
  };
  return {
    ask,
    task: (before?: string) => ask(`/v1/task${before === undefined ? '' : `?before=${before}`}`),
    answer: (body: object, headers: Record<string, string> = {}) =>
      ask('/v1/answers', {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }),
  };
}
