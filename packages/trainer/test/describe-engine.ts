import { type Batch, createBatch, createRandom, planBatches } from '@tagger/core';
import { type NetworkConfiguration, type NetworkParameters, parameterNames } from '@tagger/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, StepResult, TrainingSession } from '../src/engines/engine';
import { initializeParameters } from '../src/initialize';
import { float64Engine } from './float64-engine';

const networks: Pick<NetworkConfiguration, 'cell' | 'cellOutput'>[] = [
  { cell: 'rnn', cellOutput: 'tanh' },
  { cell: 'lstm', cellOutput: 'tanh' },
  { cell: 'lstm', cellOutput: 'identity' },
];
const size = { hiddenSize: 12, embeddingSize: 10, vocabularySize: 40, tagCount: 5 };
const clipNorm = 1;

/** Sentences of different lengths; some words repeat often, id 39 never occurs, and a few tags are not known. */
function createBatches(): Batch[] {
  const random = createRandom(1, 'sentences');
  const sentences = Array.from({ length: 44 }, () => {
    const length = 1 + random.integer(9);
    return {
      words: Int32Array.from({ length }, () => Math.min(random.integer(39), random.integer(39))),
      tags: Int32Array.from({ length }, () => random.integer(5 + 1) - 1),
    };
  });
  const lengths = sentences.map(({ words }) => words.length);
  return planBatches(lengths, { size: 4, random })
    .slice(0, 10)
    .map((plan) => createBatch(sentences, plan));
}

/** Sentences of different lengths and with words in common, as three batches of other sizes and as one. */
function createParts() {
  const random = createRandom(2, 'parts');
  const sentences = Array.from({ length: 9 }, (_, index) => {
    const length = 1 + (index % 7);
    return {
      words: Int32Array.from({ length }, () => random.integer(20)),
      tags: Int32Array.from({ length }, () => random.integer(5 + 1) - 1),
    };
  });
  const plan = [
    [0, 1, 2, 3],
    [4, 5],
    [6, 7, 8],
  ];
  return {
    parts: plan.map((indexes) => createBatch(sentences, indexes)),
    whole: createBatch(sentences, plan.flat()),
  };
}

function copy(parameters: NetworkParameters<Float32Array>): NetworkParameters<Float32Array> {
  const copies = parameterNames.map((name) => [name, parameters[name].slice()]);
  return Object.fromEntries(copies) as NetworkParameters<Float32Array>;
}

/** What every engine promises, held to the float64 one. */
export function describeEngine(create: () => Promise<Engine>): void {
  describe.each(networks)('$cell with output $cellOutput', (network) => {
    const configuration: NetworkConfiguration = { ...network, ...size };
    const batches = createBatches();
    const start = async (engine: Engine) =>
      engine.createSession({ configuration, parameters: initializeParameters(configuration, 3), clipNorm });
    let session: TrainingSession;
    let oracle: TrainingSession;

    beforeAll(async () => {
      session = await start(await create());
      oracle = await start(float64Engine);
    });
    afterAll(() => session.release());

    it('predicts what float64 predicts', async () => {
      for (const batch of batches.slice(0, 2)) {
        const { logits } = await session.predict(batch);
        expectClose(logits, (await oracle.predict(batch)).logits, 1e-5);
      }
    });

    it('has the loss, the norm and the parameters of float64 over ten steps', async () => {
      let clipped = 0;
      for (const batch of batches) {
        const [actual, expected] = [await session.step(batch, 0.5), await oracle.step(batch, 0.5)];
        expect(actual.loss).toBeCloseTo(expected.loss, 3);
        expect(actual.gradientNorm).toBeCloseTo(expected.gradientNorm, 3);
        if (actual.gradientNorm > clipNorm) clipped++;
      }
      // Both with and without clipping.
      expect(clipped).toBeGreaterThan(0);
      expect(clipped).toBeLessThan(batches.length);
      const [actual, expected] = [await session.readParameters(), await oracle.readParameters()];
      for (const name of parameterNames) expectClose(actual[name], expected[name], 1e-4);
    });

    it('leaves the vector of a word alone that does not occur', async () => {
      const { embedding } = await session.readParameters();
      const last = (parameters: NetworkParameters<Float32Array>) =>
        parameters.embedding.slice(-size.embeddingSize);
      expect(embedding.slice(-size.embeddingSize)).toEqual(last(initializeParameters(configuration, 3)));
    });

    it('leaves the vectors of frozen words alone, and learns the rest as float64 does', async () => {
      const frozenWords = Uint8Array.from({ length: size.vocabularySize }, (_, id) => id % 2);
      const initial = initializeParameters(configuration, 3);
      const run = async (engine: Engine) => {
        const parameters = initializeParameters(configuration, 3);
        const frozen = await engine.createSession({ configuration, parameters, frozenWords, clipNorm });
        const norms: number[] = [];
        for (const batch of batches) norms.push((await frozen.step(batch, 0.5)).gradientNorm);
        const result = await frozen.readParameters();
        await frozen.release();
        return { norms, parameters: result };
      };
      const [actual, expected] = [await run(await create()), await run(float64Engine)];
      const { embedding } = actual.parameters;
      for (const [id, isFrozen] of frozenWords.entries()) {
        const row = (table: Float32Array) =>
          table.slice(id * size.embeddingSize, (id + 1) * size.embeddingSize);
        if (isFrozen) expect(row(embedding)).toEqual(row(initial.embedding));
      }
      for (const name of parameterNames)
        expectClose(actual.parameters[name], expected.parameters[name], 1e-4);
      for (const [step, norm] of actual.norms.entries()) expect(norm).toBeCloseTo(expected.norms[step]!, 3);
    });

    it('sums the gradients of several batches as float64 does, and as if they were one batch', async () => {
      const { parts, whole } = createParts();
      const run = async (engine: Engine, step: (session: TrainingSession) => Promise<StepResult>) => {
        const accumulated = await start(engine);
        const result = await step(accumulated);
        const parameters = copy(await accumulated.readParameters());
        await accumulated.release();
        return { ...result, parameters };
      };
      const engine = await create();
      const actual = await run(engine, (accumulated) => accumulated.accumulate(parts, 0.5));
      for (const expected of [
        await run(float64Engine, (accumulated) => accumulated.step(whole, 0.5)),
        await run(float64Engine, (accumulated) => accumulated.accumulate(parts, 0.5)),
        await run(engine, (accumulated) => accumulated.step(whole, 0.5)),
      ]) {
        expect(actual.loss).toBeCloseTo(expected.loss, 4);
        expect(actual.gradientNorm).toBeCloseTo(expected.gradientNorm, 4);
        for (const name of parameterNames)
          expectClose(actual.parameters[name], expected.parameters[name], 1e-5);
      }
    });

    it('gives the same bits each time', async () => {
      const run = async () => {
        const again = await start(await create());
        for (const batch of batches) await again.step(batch, 0.5);
        await again.accumulate(batches.slice(0, 3), 0.5);
        const parameters = await again.readParameters();
        await again.release();
        return parameters;
      };
      expect(await run()).toEqual(await run());
    });
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
