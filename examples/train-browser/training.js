import { detectFormat, parseSentences } from '@tagger/core';
import { loadRuntime } from '@tagger/models';
import { OnnxEngine, train, WgslEngine } from '@tagger/trainer';

addEventListener('message', async ({ data: { train: corpus, dev, epochs, device } }) => {
  try {
    const { bytes } = await train({
      train: await open(corpus),
      dev: await open(dev),
      engine: await createEngine(device),
      settings: {
        model: 'bilstm',
        embeddingSize: 16,
        hiddenSize: 16,
        epochs: Number(epochs),
        batchSize: 4,
        optimizer: 'adam',
        learningRate: 0.02,
        minimumCount: 1,
        caseFallback: true,
      },
      onEvent: (event) => event.type !== 'step' && postMessage(event),
    });
    postMessage({ type: 'model', bytes }, [bytes.buffer]);
  } catch (error) {
    postMessage({ type: 'error', message: error.message });
  }
});

/** @param {File} file whose ending tells its format */
async function open(file) {
  const format = detectFormat(file.name) ?? 'columns';
  return { name: file.name, sentences: parseSentences([await file.text()], { format, file: file.name }) };
}

/** WebGPU where it finds a card, else WebAssembly. */
async function createEngine(device) {
  const card = device === 'card' ? await WgslEngine.create().catch(() => undefined) : undefined;
  return card ?? new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 });
}
