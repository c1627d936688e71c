import { percent, row } from './table.js';

/**
 * What a README says of a model of named entities.
 *
 * @typedef {import('./summarize-scores.js').EntityScores} EntityScores
 * @param {{ example: string }} recipe
 * @param {{ scores: { dev: EntityScores, test: EntityScores, testWithoutShared: EntityScores & { sharedSentences: number } } }} facts
 */
export function describeEntities({ example }, { scores: { dev, test, testWithoutShared } }) {
  return {
    gives: `It finds the names of people (PER), organisations (ORG) and places (LOC) in text, and is one ONNX file`,
    use: `for (const { text, label, start, end, score } of await tagger.entities('${example}')) console.log(text, label, start, end, score);`,
    scores: `Span F1: an entity counts as found where its label and all of its words are right.

| corpus | sentences | entities | precision | recall | F1 |
| --- | ---: | ---: | ---: | ---: | ---: |
${corpusRow('dev', dev)}
${corpusRow('test', test)}
${corpusRow(`test, without ${testWithoutShared.sharedSentences} sentences that are in train`, testWithoutShared)}

On the test set, by label:

| label | entities | precision | recall | F1 |
| --- | ---: | ---: | ---: | ---: |
${Object.entries(test.spans.perType)
  .map(([label, score]) => row([label, ...spanCells(score)]))
  .join('\n')}

The dev corpus was also used to choose the epoch. The last row of the first table excludes the test sentences that occur word for
word in the training corpus. The text is cut by the rules for English.`,
  };
}

/** @param {string} corpus @param {EntityScores} scores */
function corpusRow(corpus, { sentences, spans }) {
  return row([corpus, sentences.toLocaleString('en'), ...spanCells(spans)]);
}

/** @param {import('./summarize-scores.js').SpanScore} score */
function spanCells({ gold, precision, recall, f1 }) {
  return [gold.toLocaleString('en'), percent(precision), percent(recall), percent(f1)];
}
