import type { Engine, TrainingSession } from '../src/engines/engine';

export type Operation = 'step' | 'predict' | 'readParameters' | 'writeParameters' | 'readOptimizerStates';

/** At which call of an operation an engine fails, counted from 1 over the whole run. */
export interface Failure {
  readonly operation: Operation;
  readonly call: number;
  /** Whether parameters and states may still be read afterwards. */
  readonly readable: boolean;
}

const reads: readonly Operation[] = ['readParameters', 'readOptimizerStates'];

/** An engine that works until it fails; then nothing works any more, but for reading where that is said. */
export function failAt(engine: Engine, { operation, call, readable }: Failure): Engine {
  const message = 'GPU device lost\nwith details that only a developer reads';
  return watchCalls(engine, (counts, current) => {
    const isLost = counts[operation] >= call;
    const isFirst = current === operation && counts[operation] === call;
    if (isLost && (isFirst || !readable || !reads.includes(current as Operation))) throw new Error(message);
  });
}

export function failAtStep(
  engine: Engine,
  step: number,
  { readable }: { readonly readable: boolean },
): Engine {
  return failAt(engine, { operation: 'step', call: step, readable });
}

/** An engine that tells of each call before it does it, with the number of calls so far, this one included. */
export function watchCalls(
  engine: Engine,
  watch: (counts: Readonly<Record<Operation, number>>, current: Operation | 'release') => void,
): Engine {
  return {
    name: engine.name,
    async createSession(options) {
      const session = await engine.createSession(options);
      const counts = { step: 0, predict: 0, readParameters: 0, writeParameters: 0, readOptimizerStates: 0 };
      const count = (operation: Operation) => {
        counts[operation]++;
        watch(counts, operation);
      };
      const watched: TrainingSession = {
        async step(batches, rates) {
          count('step');
          return session.step(batches, rates);
        },
        async predict(batch) {
          count('predict');
          return session.predict(batch);
        },
        async readParameters() {
          count('readParameters');
          return session.readParameters();
        },
        async writeParameters(parameters) {
          count('writeParameters');
          await session.writeParameters(parameters);
        },
        async readOptimizerStates() {
          count('readOptimizerStates');
          return session.readOptimizerStates();
        },
        async release() {
          await session.release();
          watch(counts, 'release');
        },
      };
      return watched;
    },
  };
}
