import { writeFile } from 'node:fs/promises';
import { readCorpus } from '@tagger/core/node';
import { loadRuntime, Tagger } from '@tagger/models';
import { OnnxEngine, train } from '@tagger/trainer';

/** Reads a corpus into memory. */
async function read(file) {
  const sentences = [];
  for await (const sentence of readCorpus(new URL(file, import.meta.url).pathname)) sentences.push(sentence);
  return { name: file, sentences };
}

const { bytes } = await train({
  train: await read('train.pos'),
  dev: await read('dev.pos'),
  engine: new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 }),
  settings: {
    embeddingSize: 16,
    hiddenSize: 16,
    epochs: 20,
    batchSize: 4,
    optimizer: 'adam',
    learningRate: 0.02,
    minimumCount: 1,
    caseFallback: true,
  },
  onEvent: (event) => {
    if (event.type === 'epoch') console.log(`epoch ${event.epoch}: loss ${event.loss.toFixed(3)}`);
  },
});
await writeFile('orders.onnx', bytes);

const tagger = await Tagger.load(bytes);
const tokens = await tagger.tag('Three large pizzas with olives, please.');
console.log(tokens.map(({ text, tag }) => `${text}/${tag}`).join(' '));
await tagger.release();
