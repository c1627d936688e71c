import { parentPort } from 'node:worker_threads';
import { TaggerError } from '@tagger/core';
import { loadRuntime } from '@tagger/models';
import { type Engine, OnnxEngine } from '@tagger/trainer';
import { scorePool, teach } from './learning/teach';
import { endOfWork, type WorkerAnswer, type WorkerRequest } from './learning/worker-learner';

/** A thread that trains models on answers, and says how sure they are of texts. */
const port = parentPort!;
const ending = new AbortController();
let engine: Promise<Engine> | undefined;

port.on('message', async (request: WorkerRequest | typeof endOfWork) => {
  if (request !== endOfWork) return port.postMessage(await answer(request));
  ending.abort();
  port.close();
});

async function answer(request: WorkerRequest): Promise<WorkerAnswer> {
  const { id } = request;
  try {
    if (request.type === 'score')
      return { id, type: 'done', result: await scorePool(request.model, request.pool) };
    engine ??= loadRuntime().then((runtime) => new OnnxEngine(runtime, { device: 'cpu' }));
    return { id, type: 'done', result: await teach(request.lesson, await engine, ending.signal) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      id,
      type: 'failed',
      message: TaggerError.isInstance(error) ? message : `a defect of the training: ${message}`,
    };
  }
}
