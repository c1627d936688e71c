import { createRandom } from '@tagger/core/internal';
import * as ort from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { Arena } from '../../src/kernels/arena';
import { FixedLstm } from '../../src/kernels/fixed-lstm';
import { laneBytes } from '../../src/kernels/kernels';
import { inLanes } from '../../src/kernels/layout';
import { createPlainKernels } from '../../src/kernels/plain/plain-kernels';
import type { RecurrencePlan } from '../../src/kernels/plan-network';
import { Projection } from '../../src/kernels/projection';
import { projectRecurrence } from '../../src/kernels/word-parts';
import { encodeModel } from '../../src/onnx/encode-model';
import { GraphBuilder } from '../../src/onnx/graph-builder';
import { OnnxOps } from '../../src/ops/onnx-ops';
import { buildWholeLayer, findWholeRecurrences } from '../../src/strings/whole-graph';
import { randomValues } from '../../src/testing/values';

const [R, T, B] = [20, 6, 8];
const lengths = [6, 6, 5, 3, 1, 2, 6, 4];

/** Random words, weights and sentences. @param range of the recurrent weights */
function createCase(sizes: { D: number; H: number }, range: number) {
  const { D, H } = sizes;
  const random = createRandom(D, 'whole');
  const values = (shape: readonly number[], size: number) =>
    Float32Array.from(randomValues(random, shape, size).data);
  const plans = [false, true].map(
    (isBackward): RecurrencePlan => ({
      cell: 'lstm',
      isIdentity: false,
      hiddenSize: H,
      isBackward,
      inputWeight: { width: D, data: values([4 * H, D], 0.5) },
      recurrentWeight: { width: H, data: values([4 * H, H], range) },
      bias: values([4 * H], 1),
    }),
  );
  const words = values([R, D], 2);
  // The vectors of words differ in size, and one is nothing.
  for (let r = 0; r < R; r++) for (let d = 0; d < D; d++) words[r * D + d]! *= r === 3 ? 0 : 2 ** (r % 9);
  const places = Array.from({ length: T * B }, () => random.integer(R));
  return { ...sizes, plans, words, places };
}

type Case = ReturnType<typeof createCase>;

/** h of all words, whole numbers of 2^−13 [T, B, 2 H], as the kernels compute it. */
function runKernels({ D, H, plans, words, places }: Case): Float64Array {
  const kernels = createPlainKernels();
  const arena = new Arena(kernels.memory);
  const context = { kernels, arena };
  const targets = plans.map((plan) => projectRecurrence(context, plan, D, true));
  const projection = new Projection(context, targets, Math.ceil(D / 2) * 2, true);
  const recurrences = plans.map((plan) => FixedLstm.create(context, plan)!);
  const base = arena.allocate((R + 16) * projection.rowBytes);
  const addressOf = (word: number) => base + (word + 1) * projection.rowBytes;
  for (let start = 0; start < R; start += 8) {
    const x = arena.allocate((D + 1) * laneBytes);
    for (let r = start; r < Math.min(start + 8, R); r++)
      for (let d = 0; d < D; d++) arena.views.floats[x / 4 + d * 8 + (r - start)] = words[r * D + d]!;
    projection.run(x, addressOf(start), arena);
  }
  const rows = arena.allocate(T * laneBytes);
  for (const [at, place] of places.entries())
    arena.views.words[rows / 4 + at] = Math.floor(at / B) < lengths[at % B]! ? addressOf(place) : base;
  const hidden = new Float64Array(T * B * 2 * H);
  for (const [side, recurrence] of recurrences.entries()) {
    const counts = Array.from({ length: 8 }, () => T);
    const group = { time: T, shortest: 1, counts, lengths: 0, layout: inLanes(T) };
    const work = recurrence.run(group, { rows, offset: projection.offsets[side]! }, arena);
    let next = work.next();
    while (!next.done) next = work.next();
    const { h16, stride } = next.value;
    for (let at = 0; at < hidden.length; at++) {
      const [step, unit] = [Math.floor(at / (B * 2 * H)), (at % (2 * H)) - side * H];
      const lane = Math.floor(at / (2 * H)) % B;
      if (unit < 0 || unit >= H) continue;
      const place = (h16 + step * stride) / 2 + 16 * (unit >> 1) + 2 * lane + (unit & 1);
      hidden[at] = arena.views.halves[place]!;
    }
  }
  return hidden;
}

/** The same by a graph, in ONNX Runtime. */
async function runGraph({ D, plans, words, places }: Case): Promise<Float64Array> {
  const graph = new GraphBuilder('whole', 20);
  for (const [name, type, dimensions] of [
    ['words', 'float32', ['R', D]],
    ['places', 'int64', ['T', 'B']],
    ['lengths', 'int32', ['B']],
  ] as const)
    graph.input(name, type, dimensions);
  const file = { graph, ops: new OnnxOps(graph), weights: {}, lengths: 'lengths' };
  const output = buildWholeLayer(file, findWholeRecurrences(plans)!, 'words', 'places');
  graph.output(output, 'float32');
  const session = await ort.InferenceSession.create(
    encodeModel({ metadata: new Map(), graph: graph.build() }),
  );
  const results = await session.run({
    words: new ort.Tensor('float32', words, [R, D]),
    places: new ort.Tensor('int64', BigInt64Array.from(places, BigInt), [T, B]),
    lengths: new ort.Tensor('int32', Int32Array.from(lengths), [B]),
  });
  await session.release();
  return Float64Array.from(results[output]!.data as Float32Array, (value) => value * 2 ** 13);
}

it.each([
  ['usual weights', { D: 24, H: 8 }, 0.3],
  ['more columns than are rounded together, and odd sizes', { D: 301, H: 6 }, 0.3],
  ['sums that do not fit into 16 bits', { D: 9, H: 12 }, 16],
] as const)('a graph computes in whole numbers what the kernels do: %s', async (_, sizes, range) => {
  const own = createCase(sizes, range);
  const [expected, found] = [runKernels(own), await runGraph(own)];
  for (let at = 0; at < found.length; at++) {
    const [step, lane] = [Math.floor(at / (B * 2 * sizes.H)), Math.floor(at / (2 * sizes.H)) % B];
    // What is behind a sentence does not matter.
    if (step >= lengths[lane]!) expected[at] = found[at]!;
  }
  expect(found).toEqual(expected);
});

it('leaves layers to float32 that the runtime does not compute in whole numbers', () => {
  const { plans } = createCase({ D: 4, H: 4 }, 0.3);
  const [first, second] = plans as [RecurrencePlan, RecurrencePlan];
  expect(findWholeRecurrences(plans)).toHaveLength(2);
  expect(findWholeRecurrences([first, { ...second, cell: 'gru' }])).toBeUndefined();
  expect(findWholeRecurrences([{ ...first, isIdentity: true }])).toBeUndefined();
});
