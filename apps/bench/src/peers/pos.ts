import { packageVersion } from './package-version';
import type { Peer } from './peer';
import { pennToUniversal } from './penn-tags';
import { resolveTags, resolveTagsNote } from './resolve-tags';

/** Mark Watson's FastTag in JavaScript: Brill's lexicon and eight rules. An unknown word is a common noun to it. */
export const pos: Peer<readonly [word: string, tag: string][]> = {
  name: 'pos',
  version: packageVersion('pos'),
  mapping: `Takes the tokens as they are; Penn tags to UPOS by table. ${resolveTagsNote}`,
  async load() {
    const { Tagger } = await import('pos');
    const tagger = new Tagger();
    return {
      // It fails on an empty word, which its lexicon has without a tag.
      tag: (words) => tagger.tag(words.includes('') ? words.map((word) => word || ' ') : words),
      toUniversal: (words, tagged) =>
        resolveTags(
          words,
          tagged.map(([, tag]) => pennToUniversal(tag)),
        ),
    };
  },
};
