import type { Named } from '@tagger/models/internal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PreparedBatch } from '../batches/prepare-batch';
import type { Engine, TrainingSession } from '../engines/engine';
import { createParts, engineCases } from './engine-cases';
import { EngineTrial } from './engine-trial';
import { float64Engine } from './float64-engine';

/** How much of the suite an engine is held to. */
interface EngineSuiteOptions {
  /**
   * The report's LSTM trains for ten steps and keeps all promises; every other network trains for two and is held to float64 alone.
   * For cards that are computed in software, and for other graphs of an engine that keeps all promises.
   */
  readonly isSlow?: boolean;
  /** Every network trains for two steps and is held to float64 alone. */
  readonly isBrief?: boolean;
  /** Names of the networks; by default all. */
  readonly only?: readonly string[];
}

/** What every engine promises, held to the float64 one. On CUDA, set `NVIDIA_TF32_OVERRIDE=0` before it is loaded: TF32 is too coarse. */
export function describeEngine(
  create: CreateEngine,
  { isSlow = false, isBrief = false, only }: EngineSuiteOptions = {},
): void {
  const cases = engineCases.filter(({ name }) => only?.includes(name) ?? true);
  describe.each(cases)('$name', { timeout: isSlow || isBrief ? 300_000 : 30_000 }, (engineCase) => {
    const isQuick = isBrief || (isSlow && engineCase.name !== 'LSTM');
    const trial = new EngineTrial(engineCase, isQuick);
    const trained = followFloat64(create, trial);
    if (isQuick) return;
    repeatThemselves(create, trial, trained);
    keepFrozenRows(create, trial);
    takeSeveralBatches(create, trial);
  });
}

type CreateEngine = () => Promise<Engine>;

/** @returns the session, which has trained on all batches when these tests have run */
function followFloat64(create: CreateEngine, trial: EngineTrial): () => TrainingSession {
  const { batches, isShort, tolerance } = trial;
  const { configuration, clipNorm } = trial.engineCase;
  let session: TrainingSession;
  let oracle: TrainingSession;

  beforeAll(async () => {
    session = await trial.start(await create());
    oracle = await trial.start(float64Engine);
  });
  afterAll(() => session.release());

  it('predicts what float64 predicts', async () => {
    for (const batch of batches.slice(0, 2)) {
      const [actual, expected] = [await session.predict(batch), await oracle.predict(batch)];
      expectClose(actual.logProbabilities, expected.logProbabilities, 2e-5);
      // A path that is none has a score of 1e9.
      expect(rank(actual.scores, configuration.tagCount)).toEqual(
        rank(expected.scores, configuration.tagCount),
      );
      const counts = configuration.otherOutputs?.map(({ tagCount }) => tagCount) ?? [];
      expect(actual.otherScores?.length ?? 0).toBe(counts.length);
      for (const [index, tagCount] of counts.entries())
        expect(rank(actual.otherScores![index]!, tagCount)).toEqual(
          rank(expected.otherScores![index]!, tagCount),
        );
    }
  });

  it('has the loss, the norm and the parameters of float64 over ten steps', async () => {
    const [actual, expected] = [await trial.trainOn(session), await trial.trainOn(oracle)];
    for (const [step, { loss, gradientNorm }] of expected.entries()) {
      expect(actual[step]!.loss).toBeCloseTo(loss, 3);
      expect(actual[step]!.gradientNorm).toBeCloseTo(gradientNorm, 3);
    }
    // Both with and without clipping.
    const clipped = actual.filter(({ gradientNorm }) => gradientNorm > clipNorm).length;
    if (!isShort) {
      expect(clipped).toBeGreaterThan(0);
      expect(clipped).toBeLessThan(batches.length);
    }
    const [parameters, exact] = [await session.readParameters(), await oracle.readParameters()];
    for (const name of Object.keys(exact)) expectClose(parameters[name]!, exact[name]!, tolerance);
    const [states, exactStates] = [await session.readOptimizerStates(), await oracle.readOptimizerStates()];
    expect(Object.keys(states)).toEqual(Object.keys(exactStates));
    for (const name of Object.keys(exactStates)) expectClose(states[name]!, exactStates[name]!, tolerance);
  });

  it('leaves the vector of a word alone that does not occur, and all vectors made elsewhere', async () => {
    const [now, initial] = [await session.readParameters(), trial.initialParameters()];
    const last = ({ embedding }: Named<Float32Array>) => embedding!.slice(-configuration.embeddingSize);
    expect(last(now)).toEqual(last(initial));
    expect(now.vectors).toEqual(initial.vectors);
  });

  return () => session;
}

function keepFrozenRows(create: CreateEngine, trial: EngineTrial): void {
  const { batches, tolerance, trained } = trial;
  const { vocabularySize, embeddingSize } = trial.engineCase.configuration;

  it('leaves the vectors of frozen words alone, and learns the rest as float64 does', async () => {
    const isFrozen = Uint8Array.from({ length: vocabularySize }, (_, id) => id % 2);
    const initial = trial.initialParameters();
    const run = async (engine: Engine) => {
      const frozen = await trial.start(engine, { frozenRows: { embedding: isFrozen } });
      const norms: number[] = [];
      for (const [step, batch] of batches.entries())
        norms.push((await frozen.step([batch], { ...trial.ratesOf(step + 1), decay: 0 })).gradientNorm);
      const result = await frozen.readParameters();
      await frozen.release();
      return { norms, parameters: result };
    };
    const [actual, expected] = [await run(await create()), await run(float64Engine)];
    for (const [id, isSame] of isFrozen.entries()) {
      const row = (table: Float32Array) => table.slice(id * embeddingSize, (id + 1) * embeddingSize);
      if (isSame) expect(row(actual.parameters.embedding!)).toEqual(row(initial.embedding!));
    }
    for (const name of trained) expectClose(actual.parameters[name]!, expected.parameters[name]!, tolerance);
    for (const [step, norm] of actual.norms.entries()) expect(norm).toBeCloseTo(expected.norms[step]!, 3);
  });
}

function repeatThemselves(create: CreateEngine, trial: EngineTrial, trained: () => TrainingSession): void {
  const { batches } = trial;
  const half = Math.floor(batches.length / 2);
  let first: TrainingSession;
  afterAll(() => first.release());

  it('gives the same bits each time, also when another session goes on with its parameters and states', async () => {
    first = await trial.start(await create());
    await trial.trainOn(first, 0, half);
    const second = await trial.start(await create(), {
      parameters: await first.readParameters(),
      optimizerStates: await first.readOptimizerStates(),
    });
    await trial.trainOn(second, half);
    expect(await second.readParameters()).toEqual(await trained().readParameters());
    await second.release();
  });

  it('goes on with the parameters it is given', async () => {
    const given = copy(await trained().readParameters());
    expect(await first.readParameters()).not.toEqual(given);
    await first.writeParameters(copy(given));
    expect(await first.readParameters()).toEqual(given);
    expect((await first.predict(batches[0]!)).scores).toEqual((await trained().predict(batches[0]!)).scores);
  });
}

function takeSeveralBatches(create: CreateEngine, trial: EngineTrial): void {
  const { engineCase, tolerance, trained } = trial;

  it('makes one step on several batches as if they were one', async () => {
    const { parts, whole } = createParts(engineCase);
    const run = async (engine: Engine, on: readonly PreparedBatch[]) => {
      const session = await trial.start(engine);
      const result = await session.step(on, trial.ratesOf(1));
      const parameters = copy(await session.readParameters());
      await session.release();
      return { ...result, parameters };
    };
    const actual = await run(await create(), parts);
    for (const expected of [
      await run(float64Engine, parts),
      await run(float64Engine, whole),
      await run(await create(), whole),
    ]) {
      expect(actual.loss).toBeCloseTo(expected.loss, 4);
      expect(actual.gradientNorm).toBeCloseTo(expected.gradientNorm, 4);
      for (const name of trained)
        expectClose(actual.parameters[name]!, expected.parameters[name]!, tolerance / 10);
    }
  });
}

function copy(parameters: Named<Float32Array>): Record<string, Float32Array> {
  return Object.fromEntries(Object.entries(parameters).map(([name, values]) => [name, values.slice()]));
}

/** The best tag of each step [T, B, K]. */
function rank(scores: Float32Array, tagCount: number): number[] {
  return Array.from({ length: scores.length / tagCount }, (_, step) => {
    const row = scores.subarray(step * tagCount, (step + 1) * tagCount);
    return row.indexOf(Math.max(...row));
  });
}

function expectClose(actual: Float32Array, expected: Float32Array, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  const worst = actual.reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - expected[index]!)),
    0,
  );
  expect(worst).toBeLessThan(tolerance);
}
