import type { Sentence } from '@tagger/core';
import {
  CharacterKeys,
  CharacterLexicon,
  MultiwordSplitter,
  type ParagraphPiece,
  ParagraphReader,
  type TextCutter,
} from '@tagger/core/internal';
import type { FileWeights } from '../model-file/file-weights';
import { createNetwork } from '../network/create-network';
import type { TaggingNetworkFactory } from '../tagger/network-factory';
import type { TaggingNetwork } from '../tagger/tagging-network';
import { SentenceBuilder } from './sentence-builder';
import { type TextWindow, WindowCutter } from './text-windows';
import type { TokenizerDescription } from './tokenizer-description';

/** A tokenizer of a model file. */
export interface TokenizerFile {
  readonly description: TokenizerDescription;
  readonly weights: FileWeights;
  /** Of the model file, for errors. */
  readonly fileName: string;
}

/** Windows that are run together. */
const windowsAtOnce = 64;

/** A tokenizer that was learnt, ready to run. */
export class TokenizerModel {
  readonly #keys: CharacterKeys;

  private constructor(
    readonly description: TokenizerDescription,
    private readonly network: TaggingNetwork,
    private readonly multiwords: MultiwordSplitter,
  ) {
    this.#keys = new CharacterKeys(description.features.map(({ name }) => name));
  }

  /** @throws ModelError if the factory cannot run it */
  static async create(file: TokenizerFile, networks: TaggingNetworkFactory): Promise<TokenizerModel> {
    const { description, weights, fileName } = file;
    const network = createNetwork(description.network);
    const lexicon = new CharacterLexicon(description);
    const { precision } = weights;
    const ready = await networks.create({ network, weights, precision, lexicon, fileName });
    return new TokenizerModel(description, ready, new MultiwordSplitter(description.multiwords));
  }

  /** Cuts one text that arrives in pieces. @param lines whether every line break ends a sentence */
  open(lines = false): TextCutter {
    const windows = new WindowCutter(this.#keys);
    const builder = new SentenceBuilder(this.multiwords, this.description);
    return new LearntTokenizer(this.description, this.network, windows, builder, lines);
  }

  /** Frees the memory of the network. */
  release(): Promise<void> {
    return this.network.release();
  }
}

/**
 * Cuts a text that arrives in pieces. What a character ends depends on the window of its paragraph that it is in, never on where the
 * pieces were cut.
 */
class LearntTokenizer implements TextCutter {
  readonly #reader: ParagraphReader;

  constructor(
    private readonly description: TokenizerDescription,
    private readonly network: TaggingNetwork,
    private readonly windows: WindowCutter,
    private readonly builder: SentenceBuilder,
    lines: boolean,
  ) {
    this.#reader = new ParagraphReader({ locale: description.language, lines });
  }

  push(piece: string): AsyncGenerator<Sentence> {
    this.builder.addText(piece);
    return this.#read(this.#reader.push(piece));
  }

  end(): AsyncGenerator<Sentence> {
    return this.#read(this.#reader.end());
  }

  async *#read(pieces: Iterable<ParagraphPiece>): AsyncGenerator<Sentence> {
    let windows: TextWindow[] = [];
    for (const piece of pieces)
      for (const window of this.windows.add(piece)) {
        windows.push(window);
        if (windows.length < windowsAtOnce) continue;
        yield* this.#run(windows);
        windows = [];
      }
    if (windows.length > 0) yield* this.#run(windows);
  }

  async *#run(windows: readonly TextWindow[]): AsyncGenerator<Sentence> {
    const { ends } = this.description;
    const { tags, starts, stride } = await this.network.run(
      windows.map(({ keys }) => keys),
      'tags',
    );
    for (const [index, { characters, from, endsParagraph }] of windows.entries()) {
      let at = starts[index]! + from * stride;
      for (const character of characters) {
        const sentence = this.builder.add(character, ends[tags[at]!]!);
        if (sentence) yield sentence;
        at += stride;
      }
      const last = endsParagraph ? this.builder.endSentence() : undefined;
      if (last) yield last;
    }
  }
}
