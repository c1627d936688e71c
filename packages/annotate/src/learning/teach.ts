import { Tagger } from '@tagger/models';
import { type Engine, train } from '@tagger/trainer';
import { toSentence } from '../labels';
import type { Learnt, Lesson } from './learner';
import { lessonSettings } from './lesson-settings';

/**
 * Trains a model on labelled texts, and asks it how sure it is of those without labels.
 *
 * @param signal stops the training after the step that is running
 * @throws CorpusError, SettingsError, EngineError, InterruptedError as `train` of `@tagger/trainer` does
 */
export async function teach(
  { kind, examples, pool }: Lesson,
  engine: Engine,
  signal?: AbortSignal,
): Promise<Learnt> {
  const sentences = examples.map(({ words, spans }) => toSentence(kind, words, spans));
  const { bytes } = await train({
    train: { name: 'answers', sentences },
    engine,
    settings: lessonSettings(kind, examples.length),
    about: { column: 'tags' },
    signal,
  });
  return { model: bytes, uncertainty: await scorePool(bytes, pool) };
}

/** How unsure a model is of each text: the mean entropy of the tags of its words, in nats. */
export async function scorePool(model: Uint8Array, pool: Lesson['pool']): Promise<Float64Array> {
  const tagger = await Tagger.load(model);
  const scores = await tagger.probabilities(pool);
  await tagger.release();
  const tagCount = tagger.model.tags.length;
  return Float64Array.from(scores, (probabilities) => meanEntropy(probabilities, tagCount));
}

/** H = −1/T Σ_t Σ_k p_tk log p_tk @param probabilities [T, K] */
function meanEntropy(probabilities: Float32Array, tagCount: number): number {
  let sum = 0;
  for (const p of probabilities) if (p > 0) sum -= p * Math.log(p);
  return sum / (probabilities.length / tagCount);
}
