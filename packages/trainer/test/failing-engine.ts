import type { Engine } from '../src/engines/engine';

/** An engine that works until it fails at one step, counted from 1 over the whole run; then it may still be read, or not. */
export function failAtStep(
  engine: Engine,
  step: number,
  { readable }: { readonly readable: boolean },
): Engine {
  const message = 'GPU device lost\nwith details that only a developer reads';
  return {
    name: engine.name,
    async createSession(options) {
      const session = await engine.createSession(options);
      let count = 0;
      const failIf = (hasFailed: boolean) => {
        if (hasFailed) throw new Error(message);
      };
      return {
        async step(batches, rates) {
          failIf(++count >= step);
          return session.step(batches, rates);
        },
        async predict(batch) {
          failIf(count >= step);
          return session.predict(batch);
        },
        async readParameters() {
          failIf(count >= step && !readable);
          return session.readParameters();
        },
        async writeParameters(parameters) {
          failIf(count >= step);
          await session.writeParameters(parameters);
        },
        async readOptimizerStates() {
          failIf(count >= step && !readable);
          return session.readOptimizerStates();
        },
        async release() {
          await session.release();
          failIf(count >= step);
        },
      };
    },
  };
}
