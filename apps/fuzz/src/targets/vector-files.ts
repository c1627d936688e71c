import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { formatVectors, parseVectors, Vectors, type VectorsFormat } from '@tagger/embeddings';
import { readVectors } from '@tagger/embeddings/node';
import fc from 'fast-check';
import { cutInto, drawCuts } from '../chunks';
import { damageBytes, drawDamage } from '../damage';
import { drawByteText } from '../odd-text';
import { attempt, check } from '../outcome';
import { createProperty, type Target } from '../target';

const vectorsFormats: readonly VectorsFormat[] = ['word2vec', 'word2vec-binary', 'glove'];
const vectors = new Vectors(
  ['the', 'owl', 'été', '。', '7', '</s>'],
  Float32Array.from({ length: 18 }, (_, index) => (index - 9) * 10 ** ((index % 5) - 2)),
);
const files = [
  ...vectorsFormats.map((format) => Buffer.concat([...formatVectors(vectors, format)])),
  Buffer.from('2 3\r\na 1 2 3\r\nb 1e-3 -.5 +7\r\n'),
  Buffer.from('a b 1.0 2.0\nc 3.0 4.0\n'),
];

const inputs = fc.record({
  damage: drawDamage(
    files.length,
    'byte',
    fc.oneof(
      drawByteText(),
      fc.constantFrom('0', '999999999', '4294967296', '1e9', '-1', 'nan', 'inf', '0x1', '_', '1 '),
    ),
  ),
  cuts: drawCuts(),
  format: fc.option(fc.constantFrom(...vectorsFormats), { nil: undefined }),
  isPacked: fc.nat(5).map((number) => number === 0),
  isPackedFirst: fc.boolean(),
});

/** However the stream is cut, vectors are the same; what was read is written and read again alike, in each format. */
export const vectorFiles: Target = {
  name: 'vector-files',
  prepare: async (workspace) =>
    createProperty(inputs, async ({ damage, cuts, format, isPacked, isPackedFirst }) => {
      const bytes = damageBytes(files, damage);
      const whole = await read([bytes], format);
      const inPieces = await read(cutInto(bytes, cuts), format);
      check(isDeepStrictEqual(inPieces, whole), `in other pieces: ${show(inPieces)}, not ${show(whole)}`);
      if ('value' in whole) await checkWritten(whole.value);
      if (!isPacked) return;
      const path = join(workspace, 'vectors.gz');
      const packed = isPackedFirst
        ? damageBytes(
            files.map((file) => gzipSync(file)),
            damage,
          )
        : gzipSync(bytes);
      await writeFile(path, packed);
      await attempt(() => readVectors(path, { format }));
    }),
};

type Content = Pick<Vectors, 'words' | 'matrix'>;

function read(chunks: Uint8Array[], format: VectorsFormat | undefined) {
  return attempt(async (): Promise<Content> => {
    const { words, matrix } = await parseVectors(chunks, { format, name: 'f' });
    return { words, matrix };
  });
}

async function checkWritten({ words, matrix }: Content): Promise<void> {
  // Some files have words with blanks, which can be read, but not written.
  if (words.some((word) => /[ \t\r\n]/.test(word))) return;
  for (const format of vectorsFormats) {
    const written = await attempt(() => [...formatVectors(new Vectors(words, matrix), format)]);
    check('value' in written, `what was read cannot be written: ${show(written)}`);
    const again = await read(written.value, format);
    check(isDeepStrictEqual(again, { value: { words, matrix } }), `read again as ${format}: ${show(again)}`);
  }
}

function show(value: unknown): string {
  return JSON.stringify(value).slice(0, 1000);
}
