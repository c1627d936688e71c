import { detectFormat, type Sentence, SettingsError } from '@tagger/core';
import {
  collect,
  formatConllu,
  parseConllu,
  parseText,
  type RawTextMetric,
  type RawTextScores,
  restoreText,
  scoreRawText,
} from '@tagger/core/internal';
import { readCorpus } from '@tagger/core/node';
import type { Tagger } from '@tagger/models';
import { findColumn, findOtherColumns, withTags } from '@tagger/models/internal';
import type { FormatOptions } from '../flags/options';
import type { Io } from '../io/io';

export interface RawFlags extends FormatOptions {
  readonly language?: string;
}

/** The scores that the columns of a model have; those of other columns are absent. */
export type RawScores = Partial<Readonly<Record<RawTextMetric, RawTextScores>>>;

/**
 * Tags the text of a corpus of CoNLL-U as `tagger tag` does, and compares the result with the corpus.
 *
 * @throws SettingsError if the corpus is not CoNLL-U: no other format tells where its text has blanks
 */
export async function scoreRaw(
  tagger: Tagger,
  corpus: string,
  { format = detectFormat(corpus), language = tagger.language, column }: RawFlags,
  io: Io,
): Promise<RawScores> {
  if (format !== 'conllu')
    throw new SettingsError(`--raw is for CoNLL-U, not for ${format ?? 'a file of unknown format'}`, {
      hint: 'only CoNLL-U tells which words of a text have blanks between them; --format conllu says that a file is CoNLL-U',
    });
  const gold = await collect(readCorpus(corpus, { format, input: io.stdin }));
  const filled = column ?? findColumn(tagger.model, format) ?? 'xpos';
  const columns = findOtherColumns(tagger.model, format);
  const text = restoreText(gold.map(readSource));
  const tokenizer = await tagger.createTokenizer(language);
  const tagged = tagger.tagSentences(parseText([text], { tokenizer }));
  const rows: string[] = [];
  for await (const sentence of tagged)
    rows.push(formatConllu(withTags(sentence, format, { columns }), { column: filled }));
  const system = await collect(parseConllu([rows.join('')]));
  return keepFilled(scoreRawText(gold.map(readSource), system.map(readSource)), [
    String(filled),
    ...columns.map(String),
  ]);
}

function readSource({ source }: Sentence) {
  if (source?.format !== 'conllu') throw new Error('a reader of CoNLL-U gave another source');
  return source;
}

/** Which columns have to be filled for a metric to say something. */
const needed: Readonly<Record<RawTextMetric, readonly string[]>> = {
  tokens: [],
  sentences: [],
  words: [],
  upos: ['upos'],
  xpos: ['xpos'],
  feats: ['feats'],
  allTags: ['upos', 'xpos', 'feats'],
  lemmas: ['lemma'],
};

function keepFilled(
  scores: Readonly<Record<RawTextMetric, RawTextScores>>,
  columns: readonly string[],
): RawScores {
  const metrics = Object.keys(needed) as RawTextMetric[];
  const kept = metrics.filter((metric) => needed[metric].every((column) => columns.includes(column)));
  return Object.fromEntries(kept.map((metric) => [metric, scores[metric]]));
}
