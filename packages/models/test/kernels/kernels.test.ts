import { createRandom } from '@tagger/core/internal';
import { expect, it } from 'vitest';
import { type KernelFunctions, type Kernels, laneBytes } from '../../src/kernels/kernels';
import { createPlainKernels } from '../../src/kernels/plain/plain-kernels';
import { tanhTables } from '../../src/kernels/tanh-tables';
import { createWasmKernels } from '../../src/kernels/wasm-kernels';

const pages = 4;
/** Regions of 16 KiB, each with values of its own kind. */
const region = (index: number) => index * 2 ** 14;
const [floats, more, powers, halves, weights, words, rows, out, other] = [1, 2, 3, 4, 5, 6, 7, 8, 9].map(
  region,
) as [number, number, number, number, number, number, number, number, number];
const tables = words + 1024;
const lengths = words + 2048;
const numbers = words + 4096;

/** Random values in both memories. */
function fill({ memory }: Kernels): void {
  if (memory.buffer.byteLength < pages * 2 ** 16) memory.grow(pages - memory.buffer.byteLength / 2 ** 16);
  const random = createRandom(1, 'kernels');
  const [f32, i16, i32] = [
    new Float32Array(memory.buffer),
    new Int16Array(memory.buffer),
    new Int32Array(memory.buffer),
  ];
  for (const start of [floats, more])
    for (let at = start / 4; at < start / 4 + 4096; at++) f32[at] = random.uniform(-9, 9);
  for (let at = powers / 4; at < powers / 4 + 4096; at++) f32[at] = random.uniform(0, 1);
  for (let at = halves / 2; at < halves / 2 + 8192; at++) i16[at] = random.uniform(-8192, 8192);
  for (let at = weights / 2; at < weights / 2 + 8192; at++) i16[at] = random.uniform(-8000, 8000);
  for (let at = rows / 4; at < rows / 4 + 4096; at++) f32[at] = random.uniform(-3, 3);
  for (let lane = 0; lane < 64; lane++) i32[words / 4 + lane] = rows + 16 * random.integer(300);
  for (let at = 0; at < 12; at++) i32[numbers / 4 + at] = random.integer(100);
  i16.set(tanhTables, tables / 2);
  i32.set([9, 7, 7, 5, 3, 2, 1, 0], lengths / 4);
}

const calls: { readonly [Name in keyof KernelFunctions]: readonly Parameters<KernelFunctions[Name]>[] } = {
  quantize: [
    [floats, out, other, 13],
    [powers, out, other, 1],
  ],
  product: [[floats, weights, powers, halves, more, 5, 12]],
  takeLane: [[halves + 12, out, 13]],
  productRows: [[out, floats, numbers, weights, powers, halves, more, 3, 5]],
  spread: [[floats, out, 21]],
  gather: [[words, 32, out, 24]],
  scatter: [[floats, out, 128, 24]],
  scatter16: [[floats, out, 128, 24]],
  lstm: [
    [floats, more, out, 12, 0],
    [floats, more, out, 12, 1],
  ],
  gruGates: [[floats, more, out, 12]],
  gruUpdate: [[floats, powers, more, 12]],
  rnn: [[floats, out, 12]],
  hold: [[floats, 12, lengths, 3]],
  lstm16Row: [
    [rows, weights, halves, out, more, other, 16, 15, tables],
    [rows, weights, halves, out, more, other, 20, 15, tables],
  ],
  lstm16: [[words, 16, weights, halves, out, more, 16, 15, tables, other]],
  findBest: [[floats, 17, out, out + laneBytes]],
  softmax: [[floats, 17, more, out, other]],
  multiply: [[floats, more, out, 3, 9]],
  maximize: [[floats, more, out, 3, 9]],
  prepare: [[floats, powers, more, powers + 4096, 9]],
  weigh: [[powers, floats, out, 9]],
  join: [[floats, more, floats, 9]],
  add: [[floats, more, out, 9]],
  rest: [[floats, more, 9, lengths, 2]],
  convolve: [
    [words, 7, floats, out, 20],
    [words, 1, floats, out, 4],
  ],
};

it('gives the same bits in WebAssembly and in TypeScript', async () => {
  const [wasm, plain] = [await createWasmKernels(), createPlainKernels()];
  if (!wasm) throw new Error('no kernels in WebAssembly');
  for (const [name, variants] of Object.entries(calls))
    for (const parameters of variants) {
      for (const kernels of [wasm, plain]) {
        fill(kernels);
        (kernels[name as keyof KernelFunctions] as (...addresses: readonly number[]) => void)(...parameters);
      }
      const found = Buffer.from(wasm.memory.buffer, 0, pages * 2 ** 16);
      const expected = Buffer.from(plain.memory.buffer, 0, pages * 2 ** 16);
      // What a kernel leaves in its scratch is its own.
      const skip = name === 'lstm16' ? [other, other + 128] : [0, 0];
      found.fill(0, ...skip);
      expected.fill(0, ...skip);
      const at = found.findIndex((byte, index) => byte !== expected[index]);
      expect(
        at === -1 ? 'equal' : `${name} differs at region ${Math.floor(at / 2 ** 14)} + ${at % 2 ** 14}`,
      ).toBe('equal');
    }
});

it('has tanh in whole numbers of 16 bits within 1.3e-4 of [-4, 4], and 0 at 0', async () => {
  const { tanh16 } = await import('../../src/kernels/plain/functions');
  const coefficients = Int16Array.from(tanhTables);
  for (let v = -16_383; v < 16_384; v += 7)
    expect(Math.abs(tanh16(v, coefficients, 0) / 32768 - Math.tanh(v / 4096))).toBeLessThan(1.3e-4);
  expect(tanh16(0, coefficients, 0)).toBe(0);
});
