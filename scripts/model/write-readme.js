/**
 * The README of a model's package, which is also its card.
 *
 * @typedef {{ sentences: number, tokens: number, accuracy: number, unknownAccuracy: number, macroF1: number }} Scores
 * @param {{ name: string }} manifest
 * @param {{ languageName: string, treebank: string, source: string, licence: string, example: string, vectors: { text: string,
 *   sha256: string, words: string, sources: string } }} recipe
 * @param {{ bytes: number, sha256: string, vectors: string, training: string, minimumCount: number, scores: { dev: Scores, test: Scores, testWithoutShared:
 *   Scores & { sharedSentences: number } } }} facts
 */
export function writeReadme({ name }, { languageName, treebank, source, licence, example, vectors }, facts) {
  const { dev, test, testWithoutShared } = facts.scores;
  const shared = testWithoutShared.sharedSentences;
  return `# ${name}

A part-of-speech model for ${languageName}: gives each word one of the universal tags (UPOS). One ONNX file of
${(facts.bytes / 1e6).toFixed(1)} MB, for [\`@tagger/models\`](https://www.npmjs.com/package/@tagger/models).

\`\`\`
npm install @tagger/models ${name}
\`\`\`

\`\`\`js
import { Tagger } from '@tagger/models';
import model from '${name}';

const tagger = await Tagger.load(model);
for (const { text, tag } of await tagger.tag('${example}')) console.log(text, tag);
await tagger.release();
\`\`\`

\`model\` is the address of the file (\`URL\`), in Node.js by \`import\` and \`require\`. In a browser it stands beside the module:
Vite and webpack bring the file along. Vite's development server needs \`optimizeDeps: { exclude: ['${name}', 'onnxruntime-web'] }\`. Where a bundler does not know
\`new URL(…, import.meta.url)\`, serve \`${name}/model.onnx\` yourself and give \`Tagger.load\` its address.

## Scores

| corpus | sentences | tokens | token accuracy | on unknown words | macro-F1 |
| --- | ---: | ---: | ---: | ---: | ---: |
${row('dev', dev)}
${row('test', test)}
${row(`test, without ${shared} that are in train`, testWithoutShared)}

The dev corpus also decided which epoch was kept. Unknown words occur less than ${facts.minimumCount} times in the training corpus. The last row
leaves out the test sentences that stand in the training corpus word for word.

## Origin

Trained on [${treebank}](${source}), which is under
${licence}; so is this model. No sentence of the corpus is in it, but words are. Its word vectors were learnt from
${vectors.words} words of ${vectors.sources}, and from the training corpus.

To make it again, in Tagger's repository, with the treebank (\`tagger data get\`) and that text as \`${vectors.text}\` (one paragraph a line, SHA-256
\`${vectors.sha256}\`) in DATA:

\`\`\`
pnpm --filter ${name} build:model --data DATA
\`\`\`

which runs these commands, on one thread, and gives the same bytes each time on one kind of processor:

\`\`\`
${facts.vectors}
${facts.training}
\`\`\`

SHA-256 of \`model.onnx\`: \`${facts.sha256}\`
`;
}

/** @param {string} corpus @param {Scores} scores */
function row(corpus, { sentences, tokens, accuracy, unknownAccuracy, macroF1 }) {
  const counts = [sentences, tokens].map((count) => count.toLocaleString('en'));
  const shares = [accuracy, unknownAccuracy].map((share) => `${(100 * share).toFixed(2)} %`);
  return `| ${[corpus, ...counts, ...shares, `${(100 * macroF1).toFixed(2)} %`].join(' | ')} |`;
}
