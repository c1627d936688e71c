import { median } from '../report/statistics';

/** A sentence of the test corpus. */
export interface GoldSentence {
  readonly words: readonly string[];
  readonly tags: readonly string[];
}

/** What is measured: all sentences in, in one pass. */
export interface TaggingProgram<Output> {
  tagAll(sentences: readonly (readonly string[])[]): Output | Promise<Output>;
  /** The tags in what `tagAll` gave; its time does not count. */
  readTags(output: Output): readonly (readonly string[])[];
}

export interface TaggingMeasure {
  readonly tokens: number;
  /** Share of the tokens that have the corpus's tag. */
  readonly accuracy: number;
  /** Of tagging alone: the median of the passes after the first. */
  readonly tokensPerSecond: number;
}

export interface MeasureOptions {
  readonly passes?: number;
  /** Milliseconds. */
  readonly now?: () => number;
}

export async function measureTagging<Output>(
  program: TaggingProgram<Output>,
  sentences: readonly GoldSentence[],
  { passes = 9, now = () => performance.now() }: MeasureOptions = {},
): Promise<TaggingMeasure> {
  const words = sentences.map((sentence) => sentence.words);
  const tokens = words.reduce((sum, { length }) => sum + length, 0);
  const tags = program.readTags(await program.tagAll(words));
  const right = sentences.reduce(
    (sum, sentence, index) => sum + sentence.tags.filter((tag, place) => tag === tags[index]![place]).length,
    0,
  );

  const seconds: number[] = [];
  for (let pass = 0; pass < passes; pass++) {
    const start = now();
    await program.tagAll(words);
    seconds.push((now() - start) / 1000);
  }
  return { tokens, accuracy: right / tokens, tokensPerSecond: Math.round(tokens / median(seconds)) };
}
