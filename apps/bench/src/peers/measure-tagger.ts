import { Tagger } from '@tagger/models';
import { reasonOf } from '../reason-of';
import type { PeerResult } from './measure-peer';
import { type GoldSentence, type MeasureOptions, measureTagging } from './measure-tagging';
import { packageVersion } from './package-version';
import type { PeerDescription } from './peer';

/** Our own tagger, as a row beside its peers. */
export const ourTagger: PeerDescription = {
  name: 'Tagger',
  version: packageVersion('@tagger/models'),
  mapping:
    'Takes the tokens as they are, all sentences in one call, on one thread. It has learnt from the training set of the same corpus; the npm packages come as they are.',
};

export async function measureTagger(
  model: string,
  sentences: readonly GoldSentence[],
  options: MeasureOptions = {},
): Promise<PeerResult> {
  try {
    const tagger = await Tagger.load(model, { device: 'cpu', threads: 1 });
    const program = {
      tagAll: (words: readonly (readonly string[])[]) => tagger.tagBatch(words),
      readTags: (tagged: Awaited<ReturnType<Tagger['tagBatch']>>) =>
        tagged.map((sentence) => sentence.map(({ tag }) => tag)),
    };
    return { ...ourTagger, ...(await measureTagging(program, sentences, options)) };
  } catch (error) {
    return { ...ourTagger, notMeasured: reasonOf(error) };
  }
}
