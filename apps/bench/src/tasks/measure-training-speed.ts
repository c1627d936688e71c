import { loadRuntime } from '@tagger/models';
import { OnnxEngine, train } from '@tagger/trainer';
import { type BenchCorpus, readSentences } from '../corpora';

/** Tokens a second of training an LSTM on this machine, from a part of an epoch: enough to guess how long all takes. */
export async function measureTrainingSpeed(corpus: BenchCorpus): Promise<number> {
  const sentences = (await readSentences(corpus.train)).slice(0, 600);
  let tokens = 0;
  let started = 0;
  await train({
    train: { name: corpus.train, sentences },
    engine: new OnnxEngine(await loadRuntime(), { device: 'cpu' }),
    settings: { epochs: 1 },
    onEvent: (event) => {
      if (event.type === 'start') started = performance.now();
      if (event.type === 'step') tokens = event.epochTokens;
    },
  });
  return (1000 * tokens) / (performance.now() - started);
}
