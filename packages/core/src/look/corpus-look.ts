import { CorpusError } from '../errors';
import type { FormatName } from '../formats/corpus-format';
import { listTagKeys } from '../formats/jsonl';
import { readLabels, type Sentence } from '../sentence';
import { copyText } from '../text/copy-text';
import type { CorpusFinding } from './corpus-finding';
import { RowLook } from './look-at-rows';
import { lookAtTags } from './look-at-tags';
import { WordLook } from './look-at-words';
import { RisingIds } from './rising-ids';
import { SpanLook } from './span-look';
import { TagCounts } from './tag-counts';

/** What a `CorpusLook` knows about the corpus. */
export interface CorpusLookOptions {
  /** The name of the file, for findings and errors. */
  readonly file?: string | undefined;
  /** The format it was read from; most findings are of columns. */
  readonly format?: FormatName | undefined;
  /** Whether a network is to learn from it. */
  readonly isTraining?: boolean | undefined;
}

/** Different words that are counted, at most. */
const mostWords = 100_000;

/**
 * Looks at a tagged corpus, sentence by sentence, for what readers cannot know to be wrong: comments and headers among the
 * words, ids in their place, tags that are none. Memory does not grow with the corpus.
 */
export class CorpusLook {
  readonly #options: CorpusLookOptions;
  readonly #tags = new TagCounts();
  readonly #rows = new RowLook();
  readonly #words = new WordLook();
  readonly #spans = new SpanLook();
  readonly #tagIds = new RisingIds();
  readonly #distinct = new Set<string>();
  #equal = 0;

  constructor(options: CorpusLookOptions = {}) {
    this.#options = options;
  }

  /**
   * Takes the next sentence into account.
   *
   * @returns the sentence, without blanks around its tags.
   * @throws CorpusError if a tag is blank, if the tags are under another key of JSON Lines, or if another mark than that of the
   *     format separates words and tags.
   */
  add(sentence: Sentence): Sentence {
    const trimmed = this.#trimTags(sentence);
    const { words, line } = trimmed;
    const labels = readLabels(trimmed);
    const lineOf = (t: number) => (line !== undefined && this.#isColumns ? line + t : line);
    this.#spans.add(trimmed);
    this.#words.add(words, line, lineOf);
    if (!labels) {
      this.#requireKey(trimmed);
      this.#requireColumns(trimmed);
      return trimmed;
    }
    this.#rows.add({ word: words[0] ?? '', tag: labels[0], line });
    this.#tagIds.add(labels.map((label) => label ?? ''));
    for (const [t, tag] of labels.entries()) {
      this.#tags.add(tag, lineOf(t));
      if (tag === words[t]) this.#equal++;
      if (this.#distinct.size < mostWords && !this.#distinct.has(words[t]!))
        this.#distinct.add(copyText(words[t]!));
    }
    return trimmed;
  }

  /** What is suspicious in the sentences so far. */
  findings(): CorpusFinding[] {
    const { file, format, isTraining = false } = this.#options;
    return [
      ...(this.#isColumns ? this.#rows.findings(file, this.#tags) : []),
      ...this.#spans.findings(file),
      ...this.#words.findings(file, this.#isColumns),
      ...lookAtTags(this.#tags, {
        file,
        isTraining,
        // The reader of CoNLL-U knows in which columns it is a value.
        allowsUnderscore: format === 'conllu' || format === 'conllup',
        words: { distinct: this.#distinct.size, equal: this.#equal },
        ids: this.#tagIds.findExamples(),
      }),
    ];
  }

  get #isColumns(): boolean {
    return this.#options.format === 'columns';
  }

  #trimTags(sentence: Sentence): Sentence {
    const { tags, line } = sentence;
    if (!tags?.some((tag) => /^\s|\s$/.test(tag))) return sentence;
    const trimmed = tags.map((tag) => tag.trim());
    const blank = trimmed.indexOf('');
    if (blank === -1) return { ...sentence, tags: trimmed };
    throw new CorpusError(`the tag of word ${blank + 1} is blank`, {
      location: { file: this.#options.file, line },
    });
  }

  #requireKey(sentence: Sentence): void {
    const [key] = listTagKeys(sentence);
    if (!key) return;
    const { file } = this.#options;
    throw new CorpusError(
      `the chosen key has no tags, but ${JSON.stringify(key.name)} has one for each word`,
      {
        location: { file, line: sentence.line },
        hint: key.hasNames
          ? `give --column ${key.name}`
          : 'its tags are numbers: name them with --labels O,B-PER,…',
      },
    );
  }

  #requireColumns({ words, line }: Sentence): void {
    const { file, format } = this.#options;
    const separators = format === 'columns' ? [',', ';', '|', '_'] : format === 'word-tag' ? ['_', '|'] : [];
    const found = separators.find((mark) =>
      words.every((word) => word.indexOf(mark) > 0 && !word.endsWith(mark)),
    );
    if (found === undefined) return;
    throw new CorpusError(`no word has a tag, but each has ${JSON.stringify(found)} in it`, {
      location: { file, line },
      hint: `${JSON.stringify(found)} does not separate words and tags; write ${format === 'columns' ? 'a tab' : '"/"'} in its place`,
    });
  }
}
