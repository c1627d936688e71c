import type { AnnotatedWord } from './annotation';

/** A word of the gold annotation and the word of the system that stands for it. */
export interface AlignedWords {
  readonly gold: AnnotatedWord;
  readonly system: AnnotatedWord;
}

/**
 * Aligns the words of two annotations of one text as the CoNLL 2018 shared task does (Zeman et al., 2018). Words that no multiword
 * token covers are aligned where their extents are equal. Where one covers a stretch of the text in either annotation, the words of
 * that stretch are aligned along a longest common subsequence of their lower-case forms.
 */
export function alignWords(
  gold: readonly AnnotatedWord[],
  system: readonly AnnotatedWord[],
): readonly AlignedWords[] {
  const aligned: AlignedWords[] = [];
  let [g, s] = [0, 0];
  while (g < gold.length && s < system.length) {
    const [goldWord, systemWord] = [gold[g]!, system[s]!];
    if (goldWord.isPart || systemWord.isPart) {
      const { start, end } = findStretch(gold, system, { g, s });
      aligned.push(...alignForms(gold.slice(start.g, end.g), system.slice(start.s, end.s)));
      ({ g, s } = end);
    } else if (goldWord.start === systemWord.start && goldWord.end === systemWord.end) {
      aligned.push({ gold: goldWord, system: systemWord });
      g += 1;
      s += 1;
    } else if (goldWord.start <= systemWord.start) g += 1;
    else s += 1;
  }
  return aligned;
}

/** A place in the gold words and one in the system's. */
interface Places {
  readonly g: number;
  readonly s: number;
}

/**
 * The words around a multiword token at `g` or `s`. The stretch ends behind the last word that the token covers, and grows by
 * every other multiword token that starts inside it. A plain word that starts before the token is no part of it.
 */
function findStretch(
  gold: readonly AnnotatedWord[],
  system: readonly AnnotatedWord[],
  { g, s }: Places,
): { readonly start: Places; readonly end: Places } {
  const [goldWord, systemWord] = [gold[g]!, system[s]!];
  let end = goldWord.isPart ? goldWord.end : systemWord.end;
  if (!systemWord.isPart && systemWord.start < goldWord.start) s += 1;
  if (!goldWord.isPart && goldWord.start < systemWord.start) g += 1;
  const start = { g, s };
  const isInside = (word: AnnotatedWord | undefined) =>
    word !== undefined && (word.isPart ? word.start < end : word.end <= end);
  while (isInside(gold[g]) || isInside(system[s])) {
    const isGoldNext = g < gold.length && (s === system.length || gold[g]!.start <= system[s]!.start);
    const word = isGoldNext ? gold[g++]! : system[s++]!;
    if (word.isPart) end = Math.max(end, word.end);
  }
  return { start, end: { g, s } };
}

/** Aligns words along a longest common subsequence of their lower-case forms. */
function alignForms(gold: readonly AnnotatedWord[], system: readonly AnnotatedWord[]): AlignedWords[] {
  const goldForms = gold.map(({ form }) => form.toLowerCase());
  const systemForms = system.map(({ form }) => form.toLowerCase());
  // lengths[g][s]: the longest common subsequence of gold from g and system from s
  const lengths = Array.from({ length: gold.length + 1 }, () => new Uint32Array(system.length + 1));
  for (let g = gold.length - 1; g >= 0; g--)
    for (let s = system.length - 1; s >= 0; s--)
      lengths[g]![s] =
        goldForms[g] === systemForms[s]
          ? 1 + lengths[g + 1]![s + 1]!
          : Math.max(lengths[g + 1]![s]!, lengths[g]![s + 1]!);
  const aligned: AlignedWords[] = [];
  let [g, s] = [0, 0];
  while (g < gold.length && s < system.length) {
    if (goldForms[g] === systemForms[s]) aligned.push({ gold: gold[g++]!, system: system[s++]! });
    else if (lengths[g]![s] === lengths[g + 1]![s]) g += 1;
    else s += 1;
  }
  return aligned;
}
