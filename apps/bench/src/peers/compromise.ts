import { alignTags } from './align-tags';
import { compromiseToUniversal } from './compromise-tags';
import { packageVersion } from './package-version';
import type { Peer, UniversalTag } from './peer';
import { resolveTags, resolveTagsNote } from './resolve-tags';

/** A term of compromise: punctuation belongs to the term before it, and it has many tags at once. */
interface Term {
  readonly text: string;
  /** The word behind the second half of a contraction, whose text is empty. */
  readonly implicit?: string;
  readonly tags?: ReadonlySet<string>;
}

/** compromise/two: of its three builds the one that tags and does no more. */
export const compromise: Peer<readonly Term[]> = {
  name: 'compromise',
  version: packageVersion('compromise'),
  mapping: `Reads the tokens joined by blanks and may cut one again: it gets the tag of its last part that is not punctuation. The most telling of its tags to UPOS by table. ${resolveTagsNote}`,
  async load() {
    const { default: nlp } = await import('compromise/two');
    return {
      tag: (words) => nlp(words.join(' ')).docs.flat() as readonly Term[],
      toUniversal(words, terms) {
        const found = terms.filter(({ text }) => text !== '');
        const aligned = alignTags(
          words,
          found.map(({ text, tags }) => ({ text, tag: compromiseToUniversal(tags ?? new Set()) })),
        );
        return resolveTags(
          words,
          aligned.map((tag) => (tag ?? 'X') as UniversalTag),
        );
      },
    };
  },
};
