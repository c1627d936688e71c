import { type TextCutter, Tokenizer } from '@tagger/core/internal';
import {
  createKernelNetworks,
  createNetwork,
  storeWeights,
  TokenizerModel,
  type TokenizerScores,
  tokenizerPrecision,
} from '@tagger/models/internal';
import { joinSentences } from './labelled-text';
import { TokenScorer } from './score-tokens';
import type { SpacedCorpus } from './spaced-corpus';
import { type TrainTokenizerOptions, trainTokenizer } from './train-tokenizer';
import type { TrainedTokenizer } from './trained-tokenizer';

/** A tokenizer that was learnt, and how well it and the rules cut the dev corpus. */
export interface TokenizerChoice {
  /** Absent where the rules are better. */
  readonly tokenizer?: TrainedTokenizer;
  readonly learnt?: TokenizerScores;
  readonly rules?: TokenizerScores;
}

/** Options of `chooseTokenizer`. */
export interface ChooseTokenizerOptions extends TrainTokenizerOptions {
  readonly dev?: SpacedCorpus | undefined;
  /** Whether the rules are taken where they are better on dev. */
  readonly compares: boolean;
}

/** Trains a tokenizer, and compares it on dev with the rules of its language. */
export async function chooseTokenizer(options: ChooseTokenizerOptions): Promise<TokenizerChoice> {
  const { dev, language, compares } = options;
  const trained = await trainTokenizer(options);
  if (!dev || dev.sentences.length === 0) return { tokenizer: trained };
  const { tokenizer, scores: learnt } = await tuneSentences(trained, dev);
  const rules = await scoreCutter(new Tokenizer({ locale: language }), dev);
  const scored = { ...tokenizer, description: { ...tokenizer.description, scores: learnt } };
  return { ...((!compares || meanOf(learnt) > meanOf(rules)) && { tokenizer: scored }), learnt, rules };
}

/** What decides: the tagger gets words, and reads them sentence by sentence. */
function meanOf({ words, sentences }: TokenizerScores): number {
  return (words + sentences) / 2;
}

/** What is added to the scores of the ends of sentences, the smallest first. */
const shifts = [0, 0.25, -0.25, 0.5, -0.5, 0.75, -0.75, 1, -1, 1.5, -1.5];

/**
 * Makes ends of sentences as frequent as is best for the F1 of sentences on dev: a network is trained for the probability of each
 * character's tag, and where ends are hard to tell it gives too few of them.
 */
async function tuneSentences(trained: TrainedTokenizer, dev: SpacedCorpus) {
  let best: { readonly tokenizer: TrainedTokenizer; readonly scores: TokenizerScores } | undefined;
  for (const shift of shifts) {
    const tokenizer = shiftSentences(trained, shift);
    const model = await loadTrained(tokenizer);
    const scores = await scoreCutter(model.open(), dev);
    await model.release();
    if (!best || meanOf(scores) > meanOf(best.scores)) best = { tokenizer, scores };
  }
  return best!;
}

function shiftSentences({ description, parameters }: TrainedTokenizer, shift: number): TrainedTokenizer {
  const bias = parameters.outputBias!.map((value, tag) =>
    /sentence/i.test(description.ends[tag]!) ? value + shift : value,
  );
  return { description, parameters: { ...parameters, outputBias: bias } };
}

async function loadTrained({ description, parameters }: TrainedTokenizer): Promise<TokenizerModel> {
  const specs = createNetwork(description.network).parameters;
  const weights = storeWeights(specs, parameters, tokenizerPrecision);
  const file = { description, weights, fileName: 'the trained tokenizer' };
  return TokenizerModel.create(file, await createKernelNetworks());
}

/** F1 on the text of a corpus. */
export async function scoreCutter(cutter: TextCutter, { sentences }: SpacedCorpus): Promise<TokenizerScores> {
  const text = joinSentences(sentences);
  const scorer = new TokenScorer(sentences, text);
  for await (const sentence of cutter.push(text.text)) scorer.add(sentence);
  for await (const sentence of cutter.end()) scorer.add(sentence);
  return scorer.result();
}
