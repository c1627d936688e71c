import { once } from 'node:events';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { TaggerError } from '@tagger/core';
import type { Learner, Learnt, Lesson } from './learner';

/** What a worker is asked. */
export type WorkerRequest = { readonly id: number } & (
  | { readonly type: 'learn'; readonly lesson: Lesson }
  | { readonly type: 'score'; readonly model: Uint8Array; readonly pool: Lesson['pool'] }
);

/** That it is to stop after the step that is running, and end. */
export const endOfWork = 'end';

/** What a worker answers. */
export type WorkerAnswer = { readonly id: number } & (
  | { readonly type: 'done'; readonly result: unknown }
  | { readonly type: 'failed'; readonly message: string }
);

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** Trains in a worker thread, which is started when it is first needed. */
export class WorkerLearner implements Learner {
  #worker: Worker | undefined;
  readonly #waiting = new Map<number, Waiting>();
  #next = 0;

  async learn(lesson: Lesson): Promise<Learnt> {
    return (await this.#ask({ id: this.#next++, type: 'learn', lesson })) as Learnt;
  }

  async score(model: Uint8Array, pool: Lesson['pool']): Promise<Float64Array> {
    return (await this.#ask({ id: this.#next++, type: 'score', model, pool })) as Float64Array;
  }

  #ask(request: WorkerRequest): Promise<unknown> {
    this.#worker ??= this.#start();
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      this.#worker!.postMessage(request);
    });
  }

  #start(): Worker {
    // By its name, which is found in the built package also where this runs from the sources.
    const worker = new Worker(createRequire(import.meta.url).resolve('@tagger/annotate/worker'));
    worker.on('message', (answer: WorkerAnswer) => {
      const waiting = this.#waiting.get(answer.id);
      this.#waiting.delete(answer.id);
      if (answer.type === 'done') waiting?.resolve(answer.result);
      else waiting?.reject(new TaggerError(answer.message));
    });
    worker.on('error', (error) => this.#fail(error.message));
    worker.on('exit', () => this.#fail('it was ended'));
    return worker;
  }

  #fail(reason: string): void {
    this.#worker = undefined;
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of waiting) reject(new TaggerError(`the training has ended: ${reason}`));
  }

  /** The worker ends by itself: a thread that is terminated within ONNX Runtime takes the whole process along. */
  async close(): Promise<void> {
    const worker = this.#worker;
    if (!worker) return;
    this.#fail('it was ended');
    worker.postMessage(endOfWork);
    await once(worker, 'exit');
  }
}
