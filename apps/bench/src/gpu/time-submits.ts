import type { Engine, TrainingSession, TrainingSessionOptions } from '@tagger/trainer/engines';

/**
 * An engine that notes the milliseconds that each step takes the host, where the host does not compute it.
 *
 * @param isComputed whether the engine computes anything. Dawn's null backend does not: what comes back from there is no loss, and no parameter.
 */
export function timeSubmits(engine: Engine, times: number[], isComputed: boolean): Engine {
  return {
    name: engine.name,
    createSession: async (options) =>
      timeSession(await engine.createSession(options), options, { times, isComputed }),
  };
}

function timeSession(
  session: TrainingSession,
  { parameters }: TrainingSessionOptions,
  { times, isComputed }: { readonly times: number[]; readonly isComputed: boolean },
): TrainingSession {
  const submit = session.submit?.bind(session);
  if (!submit) return session;
  return Object.assign(session, {
    async submit(...args: Parameters<typeof submit>) {
      const start = performance.now();
      const submitted = await submit(...args);
      times.push(performance.now() - start);
      return isComputed ? submitted : { result: async () => ({ loss: 1, gradientNorm: 1 }) };
    },
    ...(!isComputed && { readParameters: async () => parameters }),
  });
}
