import { alignTags } from './align-tags';
import { packageVersion } from './package-version';
import type { Peer, PeerTagger, UniversalTag } from './peer';
import { resolveTags, resolveTagsNote } from './resolve-tags';

interface TaggedText {
  readonly tokens: { out(): string[] };
  readonly tags: readonly string[];
}

const tokenNote =
  'Reads the tokens joined by blanks and may cut one again: it gets the tag of its last part that is not punctuation.';

/** wink-nlp with its light English model, and of its pipe the tagger alone. Its tags are UPOS. */
export const winkNlp = createPeer(
  'wink-nlp',
  `${tokenNote} Its tags are UPOS, and stay as they are.`,
  (_, tags) => tags,
);

/** The same with the rules that the other peers have, too. */
export const winkNlpWithRules = createPeer(
  'wink-nlp, with rules',
  `${tokenNote} ${resolveTagsNote}`,
  resolveTags,
);

function createPeer(
  name: string,
  mapping: string,
  resolve: (words: readonly string[], tags: readonly UniversalTag[]) => readonly UniversalTag[],
): Peer<TaggedText> {
  return { name, version: packageVersion('wink-nlp'), mapping, load: () => load(resolve) };
}

async function load(resolve: Parameters<typeof createPeer>[2]): Promise<PeerTagger<TaggedText>> {
  const { default: createNlp } = await import('wink-nlp');
  const { default: model } = await import('wink-eng-lite-web-model');
  const nlp = createNlp(model, ['pos']);
  return {
    tag(words) {
      const tokens = nlp.readDoc(words.join(' ')).tokens();
      return { tokens, tags: tokens.out(nlp.its.pos) as string[] };
    },
    toUniversal(words, { tokens, tags }) {
      const found = tokens.out().map((text, index) => ({ text, tag: tags[index]! }));
      const aligned = alignTags(
        words,
        found.filter(({ tag }) => tag !== 'SPACE'),
      );
      return resolve(
        words,
        aligned.map((tag) => (tag ?? 'X') as UniversalTag),
      );
    },
  };
}
