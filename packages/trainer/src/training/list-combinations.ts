import { type ModelDescription, type Network, networkLimits } from '@tagger/models/internal';
import type { TrainingData } from '../data/training-data';
import type { StartModel } from '../further/start-model';

/** The column of parts of speech, and those whose labels say more of the same: they are chosen together. */
const [first, others] = ['upos', ['xpos', 'feats']];

/** A column of which more words have no label is chosen by itself: what the network says of words of such a sort means nothing. */
const mostMissing = 0.01;

/**
 * The tags that the training corpus has with each tag of the first output, of the columns that are chosen together with it.
 *
 * @param start the model that training goes on from: what its corpus had is possible as well
 */
export function listCombinations(
  column: string,
  network: Network,
  { otherColumns, train }: Pick<TrainingData, 'otherColumns' | 'train'>,
  start: StartModel | undefined,
): ModelDescription['combinations'] {
  const tagCount = network.outputs[0]!.tagCount;
  const earlier = start?.description;
  const isKnown = (name: string) =>
    !earlier?.network.otherOutputs?.some((output) => output.name === name) || earlier.combinations?.[name];
  const chosen = otherColumns.filter(
    ({ name, isAuxiliary }, index) =>
      others.includes(name) && !isAuxiliary && isKnown(name) && !network.outputs[index + 1]!.hasScores,
  );
  if (column !== first || network.outputs[0]!.hasScores) return undefined;
  const listed = chosen.flatMap(({ name, tagSet }) => {
    if (tagCount * tagSet.size > networkLimits.combinations) return [];
    const seen = Array.from({ length: tagCount }, (_, tag) => new Set(earlier?.combinations?.[name]?.[tag]));
    const missing = addSeen(seen, train, name);
    if (missing > mostMissing) return [];
    const all = [...Array(tagSet.size).keys()];
    return [[name, seen.map((tags) => (tags.size > 0 ? [...tags].sort((a, b) => a - b) : all))] as const];
  });
  return listed.length > 0 ? Object.fromEntries(listed) : undefined;
}

/** @returns the share of words without a label */
function addSeen(seen: readonly Set<number>[], train: TrainingData['train'], name: string): number {
  let [words, missing] = [0, 0];
  for (let index = 0; index < train.length; index++) {
    const { tags, otherTags } = train.at(index)!;
    const own = otherTags![name]!;
    for (const [word, tag] of tags!.entries()) {
      if (tag < 0) continue;
      words++;
      if (own[word]! < 0) missing++;
      else seen[tag]!.add(own[word]!);
    }
  }
  return missing / Math.max(words, 1);
}
