import type { ConlluSource } from '../../sentence';
import type { Scores } from '../metrics';
import { computeScores, ratio } from '../scores';
import { type AlignedWords, alignWords } from './align-words';
import { type Annotation, type Extent, readAnnotation } from './annotation';

/** Scores of one kind of unit, such as tokens, or of one annotation of words, such as UPOS. */
export interface RawTextScores extends Scores {
  /** Units of the gold annotation. */
  readonly gold: number;
  /** Units of the system's annotation. */
  readonly predicted: number;
  /** Units that are in both. */
  readonly correct: number;
  /** Of an annotation of words: the share of the aligned words that have it right. */
  readonly alignedAccuracy?: number;
}

/** The metrics that {@link scoreRawText} computes, in the order of the shared task. */
export const rawTextMetrics = [
  'tokens',
  'sentences',
  'words',
  'upos',
  'xpos',
  'feats',
  'allTags',
  'lemmas',
] as const;

export type RawTextMetric = (typeof rawTextMetrics)[number];

/**
 * Features that the shared task compares; those of one language alone are left out.
 *
 * Source: Zeman et al. (2018), CoNLL 2018 Shared Task: Multilingual Parsing from Raw Text to Universal Dependencies.
 */
const universalFeatures = new Set(
  (
    'PronType NumType Poss Reflex Foreign Abbr Gender Animacy Number Case Definite Degree ' +
    'VerbForm Mood Tense Aspect Voice Evident Polarity Person Polite'
  ).split(' '),
);

/**
 * Compares a text that a system has cut and annotated with its gold annotation, by the definition of the CoNLL 2018 shared task.
 * Tokens, sentences and words count as right where they cover the same characters, white space apart; annotations of words, where
 * the words are aligned and have equal cells. A gold lemma `_` allows any lemma.
 *
 * @throws RangeError if the two are not of the same text.
 */
export function scoreRawText(
  gold: Iterable<ConlluSource>,
  system: Iterable<ConlluSource>,
): Readonly<Record<RawTextMetric, RawTextScores>> {
  const [goldText, systemText] = [readAnnotation(gold), readAnnotation(system)];
  requireSameText(goldText, systemText);
  const aligned = alignWords(goldText.words, systemText.words);
  const [goldWords, systemWords] = [goldText.words.length, systemText.words.length];
  const score = (isRight: (words: AlignedWords) => boolean): RawTextScores => {
    const correct = aligned.filter(isRight).length;
    return {
      ...describe(goldWords, systemWords, correct),
      alignedAccuracy: ratio(correct, aligned.length),
    };
  };
  const agree = {
    upos: ({ gold, system }: AlignedWords) => gold.cells.get('upos') === system.cells.get('upos'),
    xpos: ({ gold, system }: AlignedWords) => gold.cells.get('xpos') === system.cells.get('xpos'),
    feats: ({ gold, system }: AlignedWords) => readFeatures(gold.cells) === readFeatures(system.cells),
  };
  return {
    tokens: scoreExtents(goldText.tokens, systemText.tokens),
    sentences: scoreExtents(goldText.sentences, systemText.sentences),
    words: describe(goldWords, systemWords, aligned.length),
    upos: score(agree.upos),
    xpos: score(agree.xpos),
    feats: score(agree.feats),
    allTags: score((words) => agree.upos(words) && agree.xpos(words) && agree.feats(words)),
    lemmas: score(({ gold, system }) => ['_', system.cells.get('lemma')].includes(gold.cells.get('lemma'))),
  };
}

function requireSameText({ characters: gold }: Annotation, { characters: system }: Annotation): void {
  if (gold === system) return;
  let at = 0;
  while (gold[at] === system[at]) at += 1;
  const show = (text: string) => JSON.stringify(text.slice(at, at + 20));
  throw new RangeError(`the texts differ: ${show(gold)} became ${show(system)}`);
}

function scoreExtents(gold: readonly Extent[], system: readonly Extent[]): RawTextScores {
  let [correct, g, s] = [0, 0, 0];
  while (g < gold.length && s < system.length) {
    const [a, b] = [gold[g]!, system[s]!];
    if (a.start === b.start && a.end === b.end) correct += 1;
    if (a.start <= b.start) g += 1;
    if (b.start <= a.start) s += 1;
  }
  return describe(gold.length, system.length, correct);
}

function describe(gold: number, predicted: number, correct: number): RawTextScores {
  return { ...computeScores({ gold, predicted, correct }), gold, predicted, correct };
}

/** The universal features of a word, in one order. */
function readFeatures(cells: ReadonlyMap<string, string>): string {
  const features = (cells.get('feats') ?? '_').split('|');
  return features
    .filter((feature) => universalFeatures.has(feature.split('=')[0]!))
    .sort()
    .join('|');
}
