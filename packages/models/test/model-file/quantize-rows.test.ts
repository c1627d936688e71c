import { createRandom } from '@tagger/core/internal';
import { expect, it } from 'vitest';
import { quantizeRows } from '../../src/model-file/weights';

it.each([127, 7])(
  'gives whole numbers up to %i, and factors of 8 bits, that are as near to the weights as they can be',
  (largest) => {
    const random = createRandom(1, 'sample');
    const width = 12;
    const data = Float32Array.from({ length: 200 * width }, (_, at) =>
      at < width ? 0 : (random.uniform() - 0.5) * 10 ** Math.floor(at / width / 20 - 5),
    );
    const { values, scales } = quantizeRows(data, width, largest);
    expect(values.every((value) => Math.abs(value) <= largest)).toBe(true);
    for (const bits of new Uint32Array(scales.buffer)) expect(bits & 0xffff).toBe(0);
    for (const [at, value] of data.entries()) {
      const scale = scales[Math.floor(at / width)]!;
      expect(Math.abs(value - values[at]! * scale)).toBeLessThanOrEqual(scale * 0.5001);
    }
  },
);
