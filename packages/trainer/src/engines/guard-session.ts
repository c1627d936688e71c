import { TaggerError } from '@tagger/core';
import { EngineError } from '../errors';
import type { TrainingSession } from './engine';

/**
 * The session, with whatever a runtime throws as an `EngineError` of one line. A session that has failed may not be able
 * to free what it holds either: that error tells nothing more.
 */
export function guardSession(session: TrainingSession, engine: string): TrainingSession {
  let hasFailed = false;
  const guard = async <Result>(run: () => Promise<Result>): Promise<Result> => {
    try {
      return await run();
    } catch (cause) {
      hasFailed = true;
      if (cause instanceof EngineError) throw cause;
      throw new EngineError(`${engine} failed: ${reasonOf(cause)}`, { cause });
    }
  };
  const submit = session.submit?.bind(session);
  return {
    step: (batches, rates) => guard(() => session.step(batches, rates)),
    ...(submit && {
      submit: (batches, rates) =>
        guard(async () => {
          const step = await submit(batches, rates);
          return { result: () => guard(() => step.result()) };
        }),
    }),
    predict: (batch) => guard(() => session.predict(batch)),
    readParameters: () => guard(() => session.readParameters()),
    writeParameters: (parameters) => guard(() => session.writeParameters(parameters)),
    readOptimizerStates: () => guard(() => session.readOptimizerStates()),
    async release() {
      try {
        await session.release();
      } catch (error) {
        if (!hasFailed) throw error;
      }
    },
  };
}

/** The first line, without the place in the runtime's own sources. */
function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (TaggerError.isInstance(cause)) return message;
  return message.split('\n')[0]!.replace(/^\/\S+:\d+ .* was false\. /, '');
}
