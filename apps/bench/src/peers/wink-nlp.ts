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

/** wink-nlp as it reads a text: its parts of speech alone, or with sentences and lemmas. */
export async function loadWinkReader() {
  const [tags, all] = [await create(['pos']), await create(['sbd', 'pos'])];
  return {
    readTags: (text: string) => {
      const tokens = tags.readDoc(text).tokens();
      return [tokens.out(), tokens.out(tags.its.pos)];
    },
    readAll: (text: string) => {
      const document = all.readDoc(text);
      const tokens = document.tokens();
      return [
        document.sentences().out(),
        tokens.out(),
        tokens.out(all.its.pos),
        tokens.out(all.its.lemma as typeof all.its.pos),
      ];
    },
  };
}

async function create(pipe: readonly string[]) {
  const { default: createNlp } = await import('wink-nlp');
  const { default: model } = await import('wink-eng-lite-web-model');
  return createNlp(model, [...pipe]);
}

async function load(resolve: Parameters<typeof createPeer>[2]): Promise<PeerTagger<TaggedText>> {
  const nlp = await create(['pos']);
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
