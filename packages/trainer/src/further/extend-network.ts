import { isSpanTagSet } from '@tagger/core/internal';
import type { NetworkConfiguration } from '@tagger/models';
import type { LabelColumn, TrainingData } from '../data/training-data';

/**
 * A model's network with rows for new words, values, characters and tags, and with outputs for new columns.
 *
 * @param columnWeight of the loss of new outputs
 */
export function extendNetwork(
  network: NetworkConfiguration,
  { vocabulary, tagSet, otherColumns, lexicon }: TrainingData,
  columnWeight: number,
): NetworkConfiguration {
  const { features, characters, otherOutputs = [], output } = network;
  const describe = ({ name, tagSet: { size, tags } }: LabelColumn) => {
    const own = otherOutputs.find((other) => other.name === name);
    const kind = output === 'crf' && isSpanTagSet(tags) ? ('crf' as const) : ('softmax' as const);
    return own ? { ...own, tagCount: size } : { name, kind, tagCount: size, weight: columnWeight };
  };
  const rows = lexicon.features?.reduce((sum, { values }) => sum + values.length + 1, 0);
  return {
    ...network,
    vocabularySize: vocabulary.size,
    tagCount: tagSet.size,
    ...(features && rows !== undefined && { features: { ...features, rows } }),
    ...(characters &&
      lexicon.characters && {
        characters: { ...characters, vocabularySize: lexicon.characters.length + 1 },
      }),
    ...(otherColumns.length > 0 && { otherOutputs: otherColumns.map(describe) }),
  };
}
