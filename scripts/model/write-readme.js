/**
 * The README of a model's package, which is also its card.
 *
 * @typedef {{ sentences: number, tokens: number, unknownAccuracy: number, macroF1: number, columns: Record<string, number> }} Scores
 * @param {{ name: string }} manifest
 * @param {{ languageName: string, treebank: string, source: string, licence: string, example: string, tokenizer: string, vectors: { text: string,
 *   sha256: string, words: string, sources: string } }} recipe
 * @param {{ bytes: number, sha256: string, vectors: string, training: string, minimumCount: number, scores: { dev: Scores, test: Scores, testWithoutShared:
 *   Scores & { sharedSentences: number }, rawTest: Record<string, number> } }} facts
 */
export function writeReadme(
  { name },
  { languageName, treebank, source, licence, example, tokenizer, vectors },
  facts,
) {
  const { dev, test, testWithoutShared, rawTest } = facts.scores;
  const columns = Object.keys(test.columns);
  const shared = testWithoutShared.sharedSentences;
  return `# ${name}

A model for ${languageName}. It gives each word its universal part of speech (UPOS), that of its treebank (XPOS), its
features (FEATS) and its lemma, and is one ONNX file of ${(facts.bytes / 1e6).toFixed(1)} MB for [\`@tagger/models\`](https://www.npmjs.com/package/@tagger/models).

\`\`\`
npm install @tagger/models ${name}
\`\`\`

\`\`\`js
import { Tagger } from '@tagger/models';
import model from '${name}';

const tagger = await Tagger.load(model);
for (const { text, tag, lemma, features } of await tagger.tag('${example}')) console.log(text, tag, lemma, features);
await tagger.release();
\`\`\`

\`model\` is the address (\`URL\`) of the model file. It works with \`import\` and \`require\` in Node.js. For browsers, Vite and webpack
include the file automatically; Vite's development server needs \`optimizeDeps: { exclude: ['${name}'] }\`. If your bundler does not support
\`new URL(…, import.meta.url)\`, serve \`${name}/model.onnx\` yourself and pass its address to \`Tagger.load\`.

## Scores

Accuracy on the words of the treebank:

| corpus | sentences | words | ${columns.map((column) => titles[column]).join(' | ')} | UPOS of unknown words |
| --- | ---: | ---: | ${columns.map(() => '---:').join(' | ')} | ---: |
${row('dev', dev)}
${row('test', test)}
${row(`test, without ${shared} that are in train`, testWithoutShared)}

The dev corpus was also used to choose the epoch. Unknown words occur less than ${facts.minimumCount} times in the training corpus. The last row
excludes the test sentences that occur word for word in the training corpus.

F1 on the raw text of the test set, as in the CoNLL 2018 shared task. ${tokenizer}

| ${Object.keys(rawTest)
    .map((kind) => rawTitles[kind])
    .join(' | ')} |
| ${Object.keys(rawTest)
    .map(() => '---:')
    .join(' | ')} |
| ${Object.values(rawTest).map(percent).join(' | ')} |

## Origin

The model was trained on [${treebank}](${source}) and is, like the treebank, under
${licence}. It contains words of the corpus, but no sentences. Its word vectors were learnt from
${vectors.words} words of ${vectors.sources}, and from the training corpus.

To build the model again in Tagger's repository, put the treebank (\`tagger data get\`) and that text as \`${vectors.text}\` (one paragraph a line, SHA-256
\`${vectors.sha256}\`) into the folder DATA:

\`\`\`
pnpm --filter ${name} build:model --data DATA
\`\`\`

This runs the following commands on one thread. On one kind of processor, it always produces the same bytes:

\`\`\`
${facts.vectors}
${facts.training}
\`\`\`

SHA-256 of \`model.onnx\`: \`${facts.sha256}\`
`;
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

/** @param {string} corpus @param {Scores} scores */
function row(corpus, { sentences, tokens, unknownAccuracy, columns }) {
  const counts = [sentences, tokens].map((count) => count.toLocaleString('en'));
  return `| ${[corpus, ...counts, ...Object.values(columns).map(percent), percent(unknownAccuracy)].join(' | ')} |`;
}

/** @param {number} share */
function percent(share) {
  return `${(100 * share).toFixed(2)} %`;
}
