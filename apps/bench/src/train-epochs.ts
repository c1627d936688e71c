import { collect } from '@tagger/core';
import { readCorpus } from '@tagger/core/node';
import { loadRuntime } from '@tagger/models';
import { OnnxEngine, train } from '@tagger/trainer';

/*
 * Trains in a process of its own, as the peers do, and prints one JSON line an epoch:
 * {"epoch", "seconds", "tokens_per_second", "accuracy", "memory_mb"}, with the accuracy on the second corpus.
 *
 * usage: train-epochs.js MODEL TRAIN TEST EPOCHS THREADS
 */
const [model, trainFile, testFile, epochs, threads] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];

const read = async (name: string) => {
  const sentences = await collect(readCorpus(name));
  return { name, sentences: sentences.map(({ words, tags }) => ({ words, tags: tags ?? [] })) };
};

let started = 0;
let ended = 0;
let tokens = 0;
await train({
  train: await read(trainFile),
  dev: await read(testFile),
  engine: new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: Number(threads) }),
  settings: { model: model === 'rnn' ? 'rnn' : 'lstm', epochs: Number(epochs) },
  onEvent: (event) => {
    const now = performance.now();
    if (event.type === 'start') started = now;
    else if (event.type === 'step') {
      ended = now;
      tokens = event.epochTokens;
    } else {
      const seconds = (ended - started) / 1000;
      const line = {
        epoch: event.epoch,
        seconds,
        tokens_per_second: Math.round(tokens / seconds),
        accuracy: event.dev?.accuracy,
        memory_mb: Math.round(process.resourceUsage().maxRSS / 1024),
      };
      console.log(JSON.stringify(line));
      started = performance.now();
    }
  },
});
