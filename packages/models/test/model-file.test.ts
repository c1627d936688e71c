import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Pbf from 'pbf';
import { afterAll, describe, expect, it } from 'vitest';
import { writeModelCard } from '../src/card/write-model-card';
import { decodeModelFile } from '../src/model-file/decode-model-file';
import { encodeModelFile } from '../src/model-file/encode-model-file';
import { Tagger } from '../src/tagger/tagger';
import { cells } from './network-cases';
import { runtimes } from './runners';
import { createSampleModel, expectedProbabilities, sampleSentences, sampleTags } from './sample-model';

const python = '/usr/bin/python3';
const hasOnnxChecker = spawnSync(python, ['-c', 'import onnx']).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'model-file-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(cells)('the model file of the $cell with output $cellOutput', (cell) => {
  const model = createSampleModel(cell);
  const bytes = encodeModelFile(model.description, model.parameters);

  it('holds what it was made of', () => {
    expect(decodeModelFile(bytes, 'model.onnx')).toEqual({
      ...model,
      precision: 'float32',
      card: writeModelCard(model.description),
    });
  });

  it('is the same bytes each time, and others for other parameters', () => {
    expect(encodeModelFile(model.description, model.parameters)).toEqual(bytes);
    const other = createSampleModel(cell, { seed: 2 });
    expect(encodeModelFile(model.description, other.parameters)).not.toEqual(bytes);
  });

  it('says opset 17 and IR version 8', () => {
    expect(readVersions(bytes)).toEqual({ ir: 8, opset: 17 });
  });

  it.skipIf(!hasOnnxChecker)("passes ONNX's own checker (needs python3-onnx)", () => {
    const path = join(folder, `${cell.cell}-${cell.cellOutput}.onnx`);
    writeFileSync(path, bytes);
    const check = 'import onnx, sys; onnx.checker.check_model(sys.argv[1], full_check=True)';
    const { status, stderr } = spawnSync(python, ['-c', check, path], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  // One word up to forty, side by side in one run and more, with the hidden size at which runtimes use blocks.
  const batches = [
    { hiddenSize: 6, lengths: [1] },
    { hiddenSize: 6, lengths: [1, 1] },
    { hiddenSize: 6, lengths: [7, 1, 3, 3, 12, 2] },
    { hiddenSize: 64, lengths: [40, 1, 17, 5, 29, 40, 8, 2, 2] },
  ];
  describe.each(Object.entries(runtimes))('on onnxruntime-%s', (_, runtime) => {
    it.each(batches)(
      'gives the probabilities of float64: hidden $hiddenSize, lengths $lengths',
      async ({ hiddenSize, lengths }) => {
        const sample = createSampleModel(cell, { hiddenSize, embeddingSize: 7 });
        const tagger = await Tagger.load(encodeModelFile(sample.description, sample.parameters), { runtime });
        const sentences = sampleSentences(lengths);
        const found = await tagger.probabilities(sentences);
        const tagged = await tagger.tagBatch(sentences);
        await tagger.release();
        for (const [index, words] of sentences.entries()) {
          const expected = expectedProbabilities(sample, words);
          expect(found[index]!.length).toBe(expected.length);
          const worst = expected.map((value, position) => Math.abs(found[index]![position]! - value));
          expect(Math.max(...worst)).toBeLessThan(1e-5);
          expect(tagged[index]!.map(({ tag }) => tag)).toEqual(bestTags(expected));
        }
      },
    );
  });
});

function bestTags(probabilities: readonly number[]): string[] {
  const K = sampleTags.length;
  return Array.from({ length: probabilities.length / K }, (_, step) => {
    const row = probabilities.slice(step * K, (step + 1) * K);
    return sampleTags[row.indexOf(Math.max(...row))]!;
  });
}

/** Field 1 of the model, and field 2 of its field 8. */
function readVersions(bytes: Uint8Array): { ir: number; opset: number } {
  return new Pbf(bytes).readFields(
    (field, versions, pbf) => {
      if (field === 1) versions.ir = pbf.readVarint();
      if (field === 8)
        pbf.readMessage((inner, result, opset) => {
          if (inner === 2) result.opset = opset.readVarint();
        }, versions);
    },
    { ir: 0, opset: 0 },
  );
}
