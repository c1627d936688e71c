/**
 * Compares the file of strings of a model with the model itself on a whole corpus, in onnxruntime-node and onnxruntime-web.
 *
 *   pnpm build && node scripts/check-strings.js packages/model-en/model.onnx test.conllu
 *
 * Prints how many labels of each column differ, and fails if any does.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { readCorpus } from '../packages/core/dist/node.js';
import { Tagger } from '../packages/models/dist/index.js';
import { describeStringFile, encodeStringFile, readModelFile } from '../packages/models/dist/internal.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sentences: { type: 'string', default: 'Infinity' }, batch: { type: 'string', default: '16' } },
});
const [model, corpus] = positionals;
if (corpus === undefined)
  throw new Error('usage: node scripts/check-strings.js MODEL CORPUS [--sentences N]');
const sentences = [];
for await (const { words } of readCorpus(corpus)) {
  if (sentences.length === Number(values.sentences)) break;
  sentences.push(words);
}
// Of like length, so that little is filled up.
sentences.sort((a, b) => a.length - b.length);

const require = createRequire(new URL('../packages/models/package.json', import.meta.url));
const bytes = readFileSync(model);
const file = readModelFile(bytes, model);
const strings = encodeStringFile(file);
const { outputs } = describeStringFile(file.description);

/** The labels of all words, by column, of a file of strings. */
async function readStrings({ InferenceSession, Tensor }) {
  const session = await InferenceSession.create(strings, { logSeverityLevel: 3 });
  const labels = Object.fromEntries(Object.values(outputs).map((column) => [column, []]));
  const size = Number(values.batch);
  for (let start = 0; start < sentences.length; start += size) {
    const batch = sentences.slice(start, start + size);
    const time = batch.at(-1).length;
    const data = batch.flatMap((words) => [...words, ...Array(time - words.length).fill('')]);
    const results = await session.run({ words: new Tensor('string', data, [batch.length, time]) });
    for (const [name, column] of Object.entries(outputs))
      for (const [row, words] of batch.entries())
        for (let step = 0; step < words.length; step++)
          labels[column].push(results[name].data[row * time + step]);
  }
  await session.release();
  return labels;
}

/** The same of `tagger tag`. */
async function readTagger() {
  const tagger = await Tagger.load(bytes);
  const tagged = (await tagger.tagBatch(sentences)).flat();
  await tagger.release();
  return Object.fromEntries(
    Object.values(outputs).map((column) => [
      column,
      tagged.map(({ tag, tags }) => (tags ? tags[column] : tag)),
    ]),
  );
}

const countOf = (some, others) =>
  Object.fromEntries(
    Object.entries(some).map(([column, labels]) => [
      column,
      labels.filter((label, index) => label !== others[column][index]).length,
    ]),
  );

const tagged = await readTagger();
const node = await readStrings(require('onnxruntime-node'));
const web = await readStrings(require('onnxruntime-web'));
console.log(`${sentences.flat().length} words of ${sentences.length} sentences, ${strings.length} bytes`);
console.log('onnxruntime-node, labels other than those of tagger tag:', countOf(node, tagged));
console.log('onnxruntime-web, labels other than those of onnxruntime-node:', countOf(web, node));

const differing = [countOf(node, tagged), countOf(web, node)].flatMap((counts) => Object.values(counts));
process.exitCode = differing.some((count) => count > 0) ? 1 : 0;
