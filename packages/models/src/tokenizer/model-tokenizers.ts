import { type CreateTextCutter, Tokenizer } from '@tagger/core/internal';
import { createKernelNetworks } from '../kernels/kernel-networks';
import type { ReadModelFile } from '../model-file/decode-model-file';
import { TokenizerModel } from './learnt-tokenizer';

/** What cuts text for a model: its own tokenizer, made ready when it is first needed, or the rules of a language. */
export class ModelTokenizers {
  #model: Promise<TokenizerModel> | undefined;

  /** @param kernels compiled ones, if the application has them */
  constructor(
    private readonly file: Pick<ReadModelFile, 'description' | 'tokenizerWeights'>,
    private readonly fileName: string,
    private readonly kernels?: object,
  ) {}

  /**
   * What cuts text of a language.
   *
   * @param language as a BCP 47 tag
   * @throws SettingsError if it is none
   */
  async create(language: string): Promise<CreateTextCutter> {
    const learnt = await this.#find(language);
    if (learnt) return (lines) => learnt.open(lines);
    // Tells of a wrong tag now.
    new Tokenizer({ locale: language });
    return (lines) => new Tokenizer({ locale: language, lines });
  }

  /** The tokenizer, if there is one for the language. A model that does not tell its language has it for any. */
  async #find(language: string): Promise<TokenizerModel | undefined> {
    const { tokenizer, training } = this.file.description;
    if (!tokenizer) return undefined;
    if (training.corpus.language !== undefined && primary(language) !== primary(tokenizer.language))
      return undefined;
    this.#model ??= this.#create();
    return this.#model;
  }

  async #create(): Promise<TokenizerModel> {
    const { description, tokenizerWeights } = this.file;
    // It is small, and runs on the CPU whatever runs the model.
    const networks = await createKernelNetworks(this.kernels);
    return TokenizerModel.create(
      { description: description.tokenizer!, weights: tokenizerWeights!, fileName: this.fileName },
      networks,
    );
  }

  /** Frees the memory of the tokenizer. */
  async release(): Promise<void> {
    await (await this.#model?.catch(() => undefined))?.release();
  }
}

function primary(language: string): string | undefined {
  return language.toLowerCase().split('-')[0];
}
