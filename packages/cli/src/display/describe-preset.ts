import { fitPreset, presets } from '@tagger/trainer';
import { completeSettings } from '@tagger/trainer/internal';
import { type CorpusFacts, choosePreset, readSettings, type TrainFlags } from '../flags/train-flags';

/** Which settings a training has that no flag gives, in lines; of one that goes on, the model has them. */
export function describePreset(flags: TrainFlags, corpus: CorpusFacts): string[] {
  if (flags.from !== undefined) return [];
  const name = choosePreset(flags, corpus);
  const settings = completeSettings(readSettings(flags, corpus));
  const lines: string[] = [];
  if (flags.preset === undefined)
    lines.push(`preset ${name}${corpus.marksSpans ? ', as the tags mark spans' : ''}`);
  else if (corpus.marksSpans && !settings.crf)
    lines.push('tagger: note: the tags mark spans, which --preset entities is for');
  const { epochs, batchSize } = settings;
  const { epochs: fitted, features } = completeSettings(
    fitPreset(name, corpus.sentences, flags.vectors !== undefined),
  );
  if (name === 'entities' && features && settings.characterSize === 0)
    lines.push('affixes of words in the place of their characters, as the corpus is small');
  if (epochs === fitted && epochs !== completeSettings(presets[name]).epochs)
    lines.push(`${epochs} epochs in batches of ${batchSize}, as the corpus is small`);
  return lines;
}
