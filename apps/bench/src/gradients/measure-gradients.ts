import { loadRuntime } from '@tagger/models';
import { OnnxEngine } from '@tagger/trainer';
import { type GradientExperiment, runGradientExperiment } from '@tagger/trainer/internal';
import { type BenchCorpus, readSentences } from '../corpora';

/** The experiment of `docs/vanishing-gradients.md`; a small corpus has few long sentences, and is soon learnt. */
export async function measureGradients(
  corpus: BenchCorpus,
  isQuick: boolean,
  onStart: (name: string) => void = () => {},
): Promise<GradientExperiment> {
  return runGradientExperiment({
    corpus: { name: corpus.train, sentences: await readSentences(corpus.train) },
    // On one thread the figures are the same each time.
    engine: new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 }),
    ...(isQuick ? { steps: 50, distance: 15, measuredSentences: 16 } : {}),
    onStart,
  });
}
