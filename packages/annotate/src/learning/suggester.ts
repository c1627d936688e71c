import { type ModelSource, Tagger } from '@tagger/models';
import { listModelSpans } from '@tagger/models/internal';
import type { LabelKind, LabelledSpan } from '../labels';

/** Suggests labels by a model. Those that are not wanted are left out. */
export class Suggester {
  private constructor(
    private readonly tagger: Tagger,
    private readonly kind: LabelKind,
    private readonly wanted: ReadonlySet<string>,
    /** The column of a model of several whose tags mark spans. */
    private readonly column: string | undefined,
  ) {}

  /** @throws ModelError if the model cannot be read */
  static async load(source: ModelSource, kind: LabelKind, labels: readonly string[]): Promise<Suggester> {
    const tagger = await Tagger.load(source);
    const [spans] = listModelSpans(tagger.model);
    return new Suggester(tagger, kind, new Set(labels), spans?.column);
  }

  /** The labels that the model has. */
  get labels(): readonly string[] {
    if (this.kind === 'tokens') return this.tagger.model.tags;
    return listModelSpans(this.tagger.model).flatMap(({ grammar }) => grammar.types);
  }

  /** Whether the model has one of the labels that are wanted. */
  get isOfUse(): boolean {
    return this.labels.some((label) => this.wanted.has(label));
  }

  async suggest(words: readonly string[]): Promise<LabelledSpan[]> {
    const found = this.kind === 'spans' ? await this.#findSpans(words) : await this.#findTags(words);
    return found.filter(({ label }) => this.wanted.has(label));
  }

  async #findSpans(words: readonly string[]): Promise<LabelledSpan[]> {
    if (this.column === undefined) return [];
    const entities = await this.tagger.entities(words, { column: this.column });
    return entities.map(({ start, end, label, score }) => ({ start, end, label, score }));
  }

  async #findTags(words: readonly string[]): Promise<LabelledSpan[]> {
    const tagged = await this.tagger.tagTokens(words);
    return tagged.map(({ tag, score }, start) => ({ start, end: start + 1, label: tag, score }));
  }

  release(): Promise<void> {
    return this.tagger.release();
  }
}
