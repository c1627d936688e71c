import type { Random } from '@tagger/core/internal';
import type { SpacedSentence } from './spaced-corpus';

/** Shares of the sentences that are changed, in [0, 1]. */
export interface Augmentation {
  /** Lose their final punctuation. */
  readonly unpunctuated: number;
  /** In lower or upper case alone. */
  readonly recased: number;
  /** Without white space behind. */
  readonly joined: number;
  /** In the paragraph of the sentence before. */
  readonly merged: number;
  /** With the marks of a typewriter, or those of print. */
  readonly retyped: number;
}

/** Sentences as they may be in other texts than the corpus. */
export function augment(
  sentences: readonly SpacedSentence[],
  { unpunctuated, recased, joined, merged, retyped }: Augmentation,
  random: Random,
): SpacedSentence[] {
  return sentences.map((sentence) => {
    let changed = sentence;
    if (random.uniform() < unpunctuated) changed = dropFinalMark(changed);
    if (random.uniform() < recased) changed = recase(changed, random.uniform() < 0.5);
    if (random.uniform() < retyped) changed = retype(changed, random.uniform() < 0.5);
    // Only a mark tells of the end of a sentence that is joined to the next.
    if (random.uniform() < joined && finalMark.test(changed.text)) changed = { ...changed, after: '' };
    if (changed.startsParagraph && random.uniform() < merged)
      changed = { ...changed, startsParagraph: false };
    return changed;
  });
}

const finalMark = /[\p{Sentence_Terminal}…]$/u;

function dropFinalMark(sentence: SpacedSentence): SpacedSentence {
  const { text, starts, ends } = sentence;
  const last = ends.length - 1;
  if (last < 1 || !/^\p{P}+$/u.test(text.slice(starts[last]))) return sentence;
  return {
    ...sentence,
    text: text.slice(0, ends[last - 1]),
    starts: starts.subarray(0, last),
    ends: ends.subarray(0, last),
    // A mark may have been glued to the next sentence.
    after: sentence.after || ' ',
  };
}

/** In another case, where that has the same length. */
function recase(sentence: SpacedSentence, isUpper: boolean): SpacedSentence {
  const text = isUpper ? sentence.text.toUpperCase() : sentence.text.toLowerCase();
  return text.length === sentence.text.length ? { ...sentence, text } : sentence;
}

/** Marks of print and those of a typewriter for them; in the other direction, a quote of a typewriter does not tell which it is. */
const plainMarks: ReadonlyMap<string, string> = new Map([
  ['…', '...'],
  ['’', "'"],
  ['‘', "'"],
  ['“', '"'],
  ['”', '"'],
  ['–', '-'],
]);
const printedMarks: ReadonlyMap<string, string> = new Map([
  ['...', '…'],
  ["'", '’'],
]);

/** The sentence with other marks of the same meaning. */
function retype(sentence: SpacedSentence, isPlain: boolean): SpacedSentence {
  const { text, starts, ends } = sentence;
  const [pattern, marks] = isPlain ? [/[…’‘“”–]/g, plainMarks] : [/\.\.\.|'/g, printedMarks];
  let changed = '';
  const [newStarts, newEnds] = [starts.slice(), ends.slice()];
  for (const [index, start] of starts.entries()) {
    changed += text.slice(index === 0 ? 0 : ends[index - 1], start);
    newStarts[index] = changed.length;
    changed += text.slice(start, ends[index]).replace(pattern, (mark) => marks.get(mark)!);
    newEnds[index] = changed.length;
  }
  return { ...sentence, text: changed, starts: newStarts, ends: newEnds };
}
