import type { CharacterLexiconParts, MultiwordParts } from '@tagger/core/internal';
import type { NetworkConfiguration } from '../network/configuration';

/** What may end with a character, `inside` for nothing. `multiwordSentence`: a multiword token and its sentence. */
export const endNames = ['inside', 'token', 'sentence', 'multiword', 'multiwordSentence'] as const;
/** What ends with a character: `inside` is nothing. */
export type EndName = (typeof endNames)[number];

/** How the weights of tokenizers are stored, whatever those of the tagger: it costs next to nothing, and saves most of the time. */
export const tokenizerPrecision = 'int8';

/** Everything that a model file says of its tokenizer in addition to the weights. */
export interface TokenizerDescription extends CharacterLexiconParts {
  /** Of a network whose words are characters. */
  readonly network: NetworkConfiguration;
  /** What the network's tags are. */
  readonly ends: readonly EndName[];
  /** Whether a token may hold white space. */
  readonly spacesInTokens: boolean;
  /**
   * Between which characters, by their categories (`digit digit` of French `10 000`); absent if between any. Elsewhere white space ends
   * a token whatever the network says.
   */
  readonly spacePairs?: readonly string[] | undefined;
  readonly multiwords: MultiwordParts;
  /** The language whose rules the network reads, as a BCP 47 tag. */
  readonly language: string;
  /** F1 on the dev corpus, as fractions; absent if there was none. */
  readonly scores?: TokenizerScores | undefined;
}

/** F1 of a tokenizer, in [0, 1]. */
export interface TokenizerScores {
  readonly tokens: number;
  readonly sentences: number;
  readonly words: number;
}
