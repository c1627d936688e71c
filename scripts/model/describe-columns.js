import { percent, row } from './table.js';

/**
 * What a README says of a model of columns: parts of speech, features and lemmas.
 *
 * @typedef {import('./summarize-scores.js').ColumnScores} ColumnScores
 * @param {{ treebank: string, example: string, tokenizer: string }} recipe
 * @param {{ minimumCount: number, scores: { dev: ColumnScores, test: ColumnScores, testWithoutShared: ColumnScores &
 *   { sharedSentences: number }, rawTest: Record<string, number> } }} facts
 */
export function describeColumns({ example, tokenizer }, { minimumCount, scores }) {
  const { dev, test, testWithoutShared, rawTest } = scores;
  const columns = Object.keys(test.columns);
  const rawKinds = Object.keys(rawTest);
  return {
    gives: `It gives each word its universal part of speech (UPOS), that of its treebank (XPOS), its
features (FEATS) and its lemma, and is one ONNX file`,
    use: `for (const { text, tag, lemma, features } of await tagger.tag('${example}')) console.log(text, tag, lemma, features);`,
    scores: `Accuracy on the words of the treebank:

| corpus | sentences | words | ${columns.map((column) => titles[column]).join(' | ')} | UPOS of unknown words |
| --- | ---: | ---: | ${columns.map(() => '---:').join(' | ')} | ---: |
${columnRow('dev', dev)}
${columnRow('test', test)}
${columnRow(`test, without ${testWithoutShared.sharedSentences} that are in train`, testWithoutShared)}

The dev corpus was also used to choose the epoch. Unknown words occur less than ${minimumCount} times in all that the model learnt from. The last row
excludes the test sentences that occur word for word in the training corpus.

F1 on the raw text of the test set, as in the CoNLL 2018 shared task. ${tokenizer}

${row(rawKinds.map((kind) => rawTitles[kind]))}
${row(rawKinds.map(() => '---:'))}
${row(Object.values(rawTest).map(percent))}`,
  };
}

/** What columns and scores are called. */
const titles = { upos: 'UPOS', xpos: 'XPOS', feats: 'FEATS', lemma: 'lemmas' };
const rawTitles = {
  tokens: 'tokens',
  sentences: 'sentences',
  words: 'words',
  ...titles,
  allTags: 'all tags',
  lemmas: 'lemmas',
};

/** @param {string} corpus @param {ColumnScores} scores */
function columnRow(corpus, { sentences, tokens, unknownAccuracy, columns }) {
  const counts = [sentences, tokens].map((count) => count.toLocaleString('en'));
  return row([corpus, ...counts, ...Object.values(columns).map(percent), percent(unknownAccuracy)]);
}
