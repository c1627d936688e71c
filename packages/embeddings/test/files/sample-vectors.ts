import { createRandom } from '@tagger/core/internal';
import { parseVectors } from '../../src/files/parse-vectors';
import type { ParseVectorsOptions } from '../../src/files/vectors-format';
import { Vectors } from '../../src/vectors/vectors';

export const encode = (text: string) => new TextEncoder().encode(text);
export const parse = (content: string | Uint8Array, options: ParseVectorsOptions = {}) =>
  parseVectors([typeof content === 'string' ? encode(content) : content], { name: 'v.vec', ...options });
/** The message of the error. */
export const fail = (content: string | Uint8Array, options?: ParseVectorsOptions) =>
  parse(content, options).then(
    () => 'read',
    (error: Error) => error.message,
  );

const random = createRandom(3, 'files');
export const vectors = new Vectors(
  ['the', 'Größe', '한국어', "n't", '<unk>'],
  Float32Array.from({ length: 5 * 7 }, (_, index) => random.normal() * 10 ** ((index % 17) - 9)),
);
vectors.matrix.set([0, -0.5, 1e-30, 123456, -3e38, 0.1, 100, -0]);
