import type { Sentence } from '@tagger/core';
import type { TextCutter } from '@tagger/core/internal';
import type { ModelDescription } from '../model-file/model-description';
import type { ReadSentence } from '../tagger/check-input';
import { inGroups } from '../tagger/in-groups';
import type { TaggingEngine } from '../tagger/tagging-engine';
import { cutText } from '../tagger/text-sentences';
import { Turns } from '../tagger/turns';
import type { Entity, EntityOptions, SentenceEntities } from './entity';
import { placeEntities } from './place-entities';
import type { ScoredSpan } from './scored-span';
import { chooseSpanOutput } from './span-outputs';

/** Finds the entities of texts and sentences, with the options of one call. */
export class EntityFinder<Label extends string> {
  readonly #output: number;

  /**
   * @param engine what finds the spans of words
   * @throws SettingsError if the tags of the model, or of the column, mark no spans
   */
  constructor(
    model: ModelDescription,
    private readonly engine: Pick<TaggingEngine, 'groupWords' | 'findSpans'>,
    private readonly options: EntityOptions,
  ) {
    this.#output = chooseSpanOutput(model, options.column).index;
  }

  async inText(text: string, cutter: TextCutter): Promise<Entity<Label>[]> {
    const { groupWords } = this.engine;
    const { signal } = this.options;
    const entities: Entity<Label>[] = [];
    let number = 0;
    for await (const group of cutText(text, cutter, { turns: new Turns(), groupWords, signal })) {
      const found = await this.#findSpans(group.map(({ words }) => words));
      for (const [index, sentence] of group.entries())
        for (const entity of this.#place(sentence, found[index]!, number++)) entities.push(entity);
    }
    return entities;
  }

  async inWords(words: readonly string[]): Promise<Entity<Label>[]> {
    const [found] = await this.#findSpans([words]);
    return this.#place({ words }, found!, 0);
  }

  async *inSentences(source: AsyncIterable<ReadSentence>): AsyncGenerator<SentenceEntities<Label>> {
    const { groupWords } = this.engine;
    const { signal } = this.options;
    let number = 0;
    const find = (sentences: readonly (readonly string[])[]) => this.#findSpans(sentences);
    for await (const { sentence, found } of inGroups(source, { groupWords, signal }, find))
      yield { sentence, entities: this.#place(sentence, found, number++) };
  }

  async #findSpans(sentences: readonly (readonly string[])[]): Promise<ScoredSpan[][]> {
    const { minimumScore = 0, signal } = this.options;
    const found = await this.engine.findSpans(sentences, this.#output, { signal });
    return found.map((spans) => spans.filter(({ score }) => score >= minimumScore));
  }

  /** The labels are those of the model, whatever the caller calls them. */
  #place(sentence: Sentence, spans: readonly ScoredSpan[], number: number): Entity<Label>[] {
    const { rules } = this.options;
    const all = rules ? rules.apply(sentence, spans) : spans;
    return placeEntities(sentence, all, number) as Entity<Label>[];
  }
}
