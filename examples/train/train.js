import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readCorpus } from '@tagger/core/node';
import { loadRuntime, Tagger } from '@tagger/models';
import { OnnxEngine, train } from '@tagger/trainer';

/** A corpus that is read from its file as a stream. */
function open(file) {
  return { name: file, sentences: readCorpus(fileURLToPath(new URL(file, import.meta.url))) };
}

const { bytes } = await train({
  train: open('train.pos'),
  dev: open('dev.pos'),
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
