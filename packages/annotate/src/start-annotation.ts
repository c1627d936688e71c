import { randomBytes } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { basename } from 'node:path';
import { SettingsError } from '@tagger/core';
import { isLoopback, listenAt } from '@tagger/server/internal';
import { AnswerFile } from './answers/answer-file';
import { createAnnotationApp } from './http/create-annotation-app';
import { checkLabels, type LabelKind } from './labels';
import type { Learner } from './learning/learner';
import { WorkerLearner } from './learning/worker-learner';
import { type Progress, Session } from './session/session';
import { type Order, TaskOrder } from './session/task-order';
import { Teaching } from './session/teaching';
import type { Item } from './texts/item';

/** Options of {@link startAnnotation}. */
export interface AnnotationOptions {
  /** The texts, as `readItems` reads them. */
  readonly items: readonly Item[];
  readonly labels: readonly string[];
  /** What gets labels; default: `spans`. */
  readonly kind?: LabelKind | undefined;
  /** The file of the answers. */
  readonly output: string;
  /** A model file to suggest by until another one is trained. */
  readonly model?: { readonly name: string; readonly bytes: Uint8Array } | undefined;
  /** Accepted answers after which a model is trained on all of them; 0: never; default: 50. */
  readonly trainEvery?: number | undefined;
  /** Which text comes next; default: `uncertain`. */
  readonly order?: Order | undefined;
  /** Share of texts at random among the uncertain ones; default: 0.1. */
  readonly randomShare?: number | undefined;
  /** Default: 1. */
  readonly seed?: number | undefined;
  /** What is labelled, for the page; default: the name of the output. */
  readonly title?: string | undefined;
  /** The address to listen at; default: `127.0.0.1`. At another one, requests need a key, which is in the address of the page. */
  readonly host?: string | undefined;
  /** Default: 8081; 0 takes a free one. */
  readonly port?: number | undefined;
  /** What trains; default: a worker thread. */
  readonly learner?: Learner | undefined;
}

/** A page that listens. */
export interface RunningAnnotation {
  /** Its address, with the key if it needs one. */
  readonly url: string;
  /** Whether the file ended in a line that was cut off and never confirmed; it was removed. */
  readonly wasTorn: boolean;
  /** Answers of the file to other texts, which stay, and are learnt from. */
  readonly otherAnswers: number;
  /** How far one is. */
  progress(): Progress;
  /** Ends the training that is running, answers what was accepted, and closes the file. */
  close(): Promise<void>;
}

/**
 * Starts the page of `tagger annotate`.
 *
 * @throws SettingsError if an option cannot be what it is, the address cannot be listened at, or the answers are to other texts
 * @throws FileError if the file of the answers cannot be written, or another process has it
 * @throws CorpusError if it has something else than answers
 * @throws ModelError if the model cannot be read
 */
export async function startAnnotation(options: AnnotationOptions): Promise<RunningAnnotation> {
  const { items, labels, kind = 'spans', output, model, trainEvery = 50, host = '127.0.0.1' } = options;
  const { order = 'uncertain', randomShare = 0.1, seed = 1, port = 8081 } = options;
  checkLabels(labels);
  const file = await AnswerFile.open(output, kind);
  const learner = options.learner ?? new WorkerLearner();
  let teaching: Teaching | undefined;
  try {
    const known = new Set(items.map(({ id }) => id));
    const otherAnswers = checkAnswers(file, known, labels, output);
    teaching = await Teaching.start({ kind, labels, trainEvery, model, learner });
    const taskOrder = new TaskOrder(items.length, { order, randomShare, seed });
    const session = new Session({ kind, items, file, order: taskOrder, teaching });
    const key = isLoopback(host) ? undefined : randomBytes(16).toString('base64url');
    const title = options.title ?? basename(output);
    const app = createAnnotationApp({ session, labels, kind, title, host, key });
    const server = await listenAt(app, host, port);
    return {
      url: key === undefined ? server.url : `${nameOutside(server.url, host)}/#key=${key}`,
      wasTorn: file.wasTorn,
      otherAnswers,
      progress: () => session.progress(),
      async close() {
        await server.close();
        await session.close();
      },
    };
  } catch (error) {
    await (teaching ?? learner).close();
    await file.close();
    throw error;
  }
}

/** @returns how many answers are to other texts @throws SettingsError if all are, or one has another label */
function checkAnswers(
  { answers }: AnswerFile,
  known: ReadonlySet<string>,
  labels: readonly string[],
  output: string,
): number {
  const others = [...answers.keys()].filter((id) => !known.has(id)).length;
  if (others > 0 && others === answers.size)
    throw new SettingsError(`${output} has answers to other texts`, {
      hint: 'give the texts that it is of, or another -o',
    });
  for (const { spans } of answers.values())
    for (const { label } of spans)
      if (!labels.includes(label))
        throw new SettingsError(`${output} has the label ${label}, which is none of --labels`, {
          hint: 'add it to --labels, or give another -o',
        });
  return others;
}

/** The address by which others reach a server that listens at all addresses of this computer. */
function nameOutside(url: string, host: string): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const outside = all.find(({ family, internal }) => family === 'IPv4' && !internal);
  if (!outside || (host !== '0.0.0.0' && host !== '::')) return url;
  return `http://${outside.address}:${new URL(url).port}`;
}
