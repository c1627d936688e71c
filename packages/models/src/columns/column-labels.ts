import { compileLemmaScript, type Lemmatize, parseFeatures } from '@tagger/core/internal';
import type { LemmaDescription, ModelDescription } from '../model-file/model-description';
import type { KnownLabels } from '../tagger/known-labels';
import type { BatchTags } from '../tagger/tagging-network';
import { listColumnNames } from './column-names';
import { LemmaLookup } from './lemma-dictionary';
import type { WordReading } from './word-reading';

/** The column whose labels are features such as `Case=Nom|Number=Sing`. */
const featureColumn = 'feats';

interface LabelColumn {
  readonly name: string;
  readonly tags: readonly string[];
}

/** Reads what the outputs of a network say of a word as labels of the columns that the model was trained on. */
export class ColumnLabels {
  readonly #columns: readonly LabelColumn[];
  readonly #lemmas: LemmaDescription | undefined;
  readonly #caseLanguage: string | undefined;
  readonly #lookup: LemmaLookup | undefined;
  /** Of each output behind the first one. */
  readonly #isSoftmax: readonly boolean[];
  readonly #features = new Map<string, Readonly<Record<string, string>>>();
  readonly #lemmatizers = new Map<string, Lemmatize>();

  constructor(model: ModelDescription) {
    const { tags, otherTags = [], lemmas, lookup, network } = model;
    const all = [tags, ...otherTags];
    this.#columns = listColumnNames(model).map((name, index) => ({ name, tags: all[index]! }));
    this.#lemmas = lemmas;
    this.#lookup = lemmas?.dictionary && new LemmaLookup(lemmas.dictionary, lookup.caseLanguage);
    this.#isSoftmax = [false, ...(network.otherOutputs ?? []).map(({ kind }) => kind === 'softmax')];
    this.#caseLanguage = lookup.caseLanguage;
  }

  /** Whether the tag of the first output is all that there is. */
  get isPlain(): boolean {
    return this.#columns.length === 1 && !this.#lemmas && this.#columns[0]!.name !== featureColumn;
  }

  /** The tags of the first column. */
  get names(): readonly string[] {
    return this.#columns[0]!.tags;
  }

  /** The lemmas of the dictionary; absent if there is none. */
  get known(): KnownLabels | undefined {
    const { column, dictionary } = this.#lemmas ?? {};
    const lookup = this.#lookup;
    const output = this.#columns.findIndex(({ name }) => name === column);
    if (!lookup || output < 0) return undefined;
    const given = this.#columns.findIndex(({ name }) => name === dictionary?.tagColumn);
    const scripts = this.#columns[output]!.tags;
    const hasLemma = (word: string, label: number) => lookup.hasLemma(this.#lemmatize(word, scripts[label]!));
    const prefers = this.#isSoftmax[output] ? hasLemma : undefined;
    if (given < 0) return { output, given: 0, find: (word) => lookup.find(word), prefers };
    const { tags } = this.#columns[given]!;
    return { output, given, find: (word, tag) => lookup.find(word, tags[tag]), prefers };
  }

  /** The labels of the word at a place of a batch; `tag` is that of the first column. */
  read(word: string, batch: BatchTags, at: number): Omit<WordReading, 'text'> {
    const tags = Object.freeze(this.#readAll(word, batch, at));
    const feats = tags[featureColumn];
    return {
      tag: tags[this.#columns[0]!.name]!,
      tags: this.#columns.length > 1 ? tags : undefined,
      lemma: this.#lemmas && tags[this.#lemmas.column],
      features: feats === undefined ? undefined : this.#parse(feats),
    };
  }

  /** The labels of a sentence by column. @param start its first place in the batch @param stride from one word to the next */
  readSentence(words: readonly string[], batch: BatchTags, start: number, stride: number) {
    const rows = words.map((word, step) => this.#readAll(word, batch, start + step * stride));
    return Object.fromEntries(this.#columns.map(({ name }) => [name, rows.map((row) => row[name]!)]));
  }

  #readAll(word: string, { tags: first, otherTags = [] }: BatchTags, at: number): Record<string, string> {
    const tags: Record<string, string> = {};
    for (let index = 0; index < this.#columns.length; index++) {
      const { name, tags: names } = this.#columns[index]!;
      const tag = (index === 0 ? first : otherTags[index - 1]!)[at]!;
      const label = tag < 0 ? this.#lookup!.scripts[-1 - tag]! : names[tag]!;
      const isLemma = name === this.#lemmas?.column;
      tags[name] = isLemma ? this.#lemmatize(word, label) : label;
    }
    return tags;
  }

  /** The label that a tag of the first output stands for. */
  nameFirst(word: string, tag: string): string {
    const isLemma = this.#lemmas !== undefined && this.#lemmas.column === this.#columns[0]!.name;
    return isLemma ? this.#lemmatize(word, tag) : tag;
  }

  #lemmatize(word: string, script: string): string {
    let lemmatize = this.#lemmatizers.get(script);
    if (!lemmatize) {
      lemmatize = compileLemmaScript(script, this.#caseLanguage);
      this.#lemmatizers.set(script, lemmatize);
    }
    return lemmatize(word);
  }

  /** Words with the same features share an object. */
  #parse(feats: string): Readonly<Record<string, string>> {
    let features = this.#features.get(feats);
    if (!features) {
      features = Object.freeze(parseFeatures(feats));
      this.#features.set(feats, features);
    }
    return features;
  }
}
