import { CorpusError, type Sentence } from '@tagger/core';
import { CompactSentencesBuilder } from '@tagger/core/internal';
import type { CompactCorpus, CorpusFile } from './corpus';

/** A longer sentence is refused: most often it is a file whose blank lines got lost, and its memory has no bound. */
const maximumSentenceLength = 5000;

/** Makes a corpus of one or several files, whose sentences it reads as a stream. */
export class CorpusBuilder {
  readonly #files: CorpusFile[] = [];
  readonly #sentences = new CompactSentencesBuilder();

  /** @param name of the corpus */
  constructor(private readonly name: string) {}

  /**
   * Adds the sentences of a file.
   * @throws CorpusError if none of them has tags, one has none, or not one for each word, or one is too long
   */
  async addFile(name: string, sentences: Iterable<Sentence> | AsyncIterable<Sentence>): Promise<void> {
    let count = 0;
    let hasTags = false;
    // That no sentence has tags says more than that the first one has none, and shows at the end.
    let problem: CorpusError | undefined;
    for await (const sentence of sentences) {
      count++;
      hasTags ||= sentence.tags !== undefined;
      problem ??= findProblem(sentence, name);
      if (!problem) this.#sentences.add(sentence);
    }
    if (!hasTags)
      throw new CorpusError('no tags in the chosen column', {
        location: { file: name },
        hint: 'choose it with --column, or its format with --format',
      });
    if (problem) throw problem;
    this.#files.push({ name, sentences: count });
  }

  /** The corpus of all files that were added. */
  build(): CompactCorpus {
    const files = this.#files;
    return { name: this.name, sentences: this.#sentences.build(), ...(files.length > 1 && { files }) };
  }
}

function findProblem({ words, tags, columns = {}, line }: Sentence, file: string): CorpusError | undefined {
  const tell = (problem: string, hint: string) =>
    new CorpusError(problem, { location: { file, line }, hint });
  const others = Object.entries(columns);
  const isLabelled = others.some(([, labels]) => labels.some((label) => label !== undefined));
  if (!tags && !isLabelled) return tell('a sentence without tags', 'tag it, or leave it out');
  if (tags && tags.length !== words.length)
    return tell(`a sentence of ${words.length} words has ${tags.length} tags`, 'give each word a tag');
  const wrong = others.find(([, labels]) => labels.length !== words.length);
  if (wrong)
    return tell(
      `a sentence of ${words.length} words has ${wrong[1].length} labels in the column ${wrong[0]}`,
      'give each word a label, or undefined',
    );
  if (words.length > maximumSentenceLength)
    return tell(
      `a sentence of ${words.length} words; the limit is ${maximumSentenceLength}`,
      'is a blank line between sentences missing?',
    );
  return undefined;
}
