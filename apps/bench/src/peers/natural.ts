import { packageVersion } from './package-version';
import type { Peer } from './peer';
import { pennToUniversal } from './penn-tags';
import { resolveTags, resolveTagsNote } from './resolve-tags';

interface TaggedWord {
  readonly tag: string | undefined;
}

/** natural's Brill tagger with its English lexicon and rules, and the defaults for unknown words that its guide gives. */
export const natural: Peer<readonly TaggedWord[]> = {
  name: 'natural',
  version: packageVersion('natural'),
  mapping: `Takes the tokens as they are; Penn tags to UPOS by table. ${resolveTagsNote}`,
  async load() {
    // The package's entry would also load its database clients.
    const { BrillPOSTagger, Lexicon, RuleSet } = await import(
      'natural/lib/natural/brill_pos_tagger/index.js'
    );
    const tagger = new BrillPOSTagger(new Lexicon('EN', 'NN', 'NNP'), new RuleSet('EN'));
    return {
      tag: (words) => tagger.tag([...words]).taggedWords,
      toUniversal: (words, tagged) =>
        resolveTags(
          words,
          tagged.map(({ tag }) => pennToUniversal(tag)),
        ),
    };
  },
};
