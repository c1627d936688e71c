import type { Named, TokenizerDescription } from '@tagger/models/internal';

/** A tokenizer as training gives it. */
export interface TrainedTokenizer {
  readonly description: TokenizerDescription;
  readonly parameters: Named<Float32Array>;
}
