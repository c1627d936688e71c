import {
  type CompactSentences,
  CompactSentencesBuilder,
  createRandom,
  isSpanTagSet,
} from '@tagger/core/internal';
import { Tagger } from '@tagger/models';

/** Sentences of the earlier corpus for each of the new one. */
export const rehearsalShare = 10;

/** A sample of an earlier corpus for so many new sentences: ten for each, or all that there are. */
export function sampleRehearsal(
  earlier: CompactSentences,
  sentences: number,
  seed: number,
): CompactSentences {
  const random = createRandom(seed, 'rehearsal');
  const left = Array.from({ length: earlier.length }, (_, index) => index);
  const count = Math.min(left.length, rehearsalShare * sentences);
  for (let at = 0; at < count; at++) {
    const other = at + random.integer(left.length - at);
    [left[at], left[other]] = [left[other]!, left[at]!];
  }
  const chosen = new Set(left.slice(0, count));
  const builder = new CompactSentencesBuilder();
  let index = 0;
  for (const sentence of earlier) if (chosen.has(index++)) builder.add(sentence);
  return builder.build();
}

/** The sentences of both. */
export function joinSentences(first: CompactSentences, second: CompactSentences): CompactSentences {
  const builder = new CompactSentencesBuilder();
  for (const sentences of [first, second]) for (const sentence of sentences) builder.add(sentence);
  return builder.build();
}

/** Tags of spans that an earlier corpus lacks: where it has `O`, there may be such a span, which nobody has looked for. */
export function findMissingTags(sentences: CompactSentences, earlier: CompactSentences): ReadonlySet<string> {
  const known = new Set(earlier.tags);
  const missing = sentences.tags.filter((tag) => !known.has(tag));
  return new Set(isSpanTagSet([...sentences.tags, ...known]) && known.has('O') ? missing : []);
}

/** Probability of the missing tags together from which on an `O` is in doubt. */
const doubt = 0.05;

/**
 * Takes the tag `O` from words for which a model sees one of these tags.
 *
 * @param bytes of the model, which knows the tags
 */
export async function hideDoubtful(
  sentences: CompactSentences,
  tags: ReadonlySet<string>,
  bytes: Uint8Array,
): Promise<CompactSentences> {
  const tagger = await Tagger.load(bytes);
  const builder = new CompactSentencesBuilder();
  try {
    for await (const { sentence, words } of tagger.tagSentences(sentences, {
      topK: tagger.model.tags.length,
    })) {
      const isDoubtful = words.map(({ alternatives = [] }) => {
        const own = alternatives.filter(({ tag }) => tags.has(tag));
        return own.reduce((sum, { score }) => sum + score, 0) > doubt;
      });
      const hidden = sentence.tags!.flatMap((tag, t) => (tag === 'O' && isDoubtful[t] ? [t] : []));
      builder.add({ ...sentence, unlabelled: [...(sentence.unlabelled ?? []), ...hidden] });
    }
  } finally {
    await tagger.release();
  }
  return builder.build();
}
