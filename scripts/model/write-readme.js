import { describeColumns } from './describe-columns.js';
import { describeEntities } from './describe-entities.js';

/**
 * The README of a model's package, which is also its card.
 *
 * @param {{ name: string }} manifest
 * @param {{ languageName: string, gives: 'columns' | 'entities', folder: string, ending: string, treebank: string, source: string,
 *   licence: string, note?: string,
 *   example: string, tokenizer?: string, vectors: { text: string, sha256: string, words: string, sources: string },
 *   teacher?: { note: string } }} recipe
 * @param {{ bytes: number, sha256: string, commands: string[], scores: object }} facts of model.json
 */
export function writeReadme({ name }, recipe, facts) {
  const { languageName, treebank, source, licence, note = '', vectors, teacher } = recipe;
  const { gives, use, scores } = (recipe.gives === 'entities' ? describeEntities : describeColumns)(
    recipe,
    facts,
  );
  const corpus =
    recipe.ending === 'conllu'
      ? 'the treebank (`tagger data get`)'
      : `the corpus as \`${recipe.folder}/train.${recipe.ending}\`, \`dev\` and \`test\` (a word, a tab and its tag in each row)`;
  return `# ${name}

A model for ${languageName}. ${gives} of ${(facts.bytes / 1e6).toFixed(1)} MB for [\`@tagger/models\`](https://www.npmjs.com/package/@tagger/models).

\`\`\`
npm install @tagger/models ${name}
\`\`\`

\`\`\`js
import { Tagger } from '@tagger/models';
import model from '${name}';

const tagger = await Tagger.load(model);
${use}
await tagger.release();
\`\`\`

\`model\` is the address (\`URL\`) of the model file. It works with \`import\` and \`require\` in Node.js. For browsers, Vite and webpack
include the file automatically; Vite's development server needs \`optimizeDeps: { exclude: ['${name}'] }\`. If your bundler does not support
\`new URL(…, import.meta.url)\`, serve \`${name}/model.onnx\` yourself and pass its address to \`Tagger.load\`.

## Scores

${scores}

## Origin

The model was trained on [${treebank}](${source}) and is, like the treebank, under
${licence}. It contains words of the corpus, but no sentences. Its word vectors were learnt from
${vectors.words} words of ${vectors.sources}, and from the training corpus.${teacher ? `\n\n${teacher.note}` : ''}${note && `\n\n${note}`}

To build the model again in Tagger's repository, put ${corpus} and that text as \`${vectors.text}\` (one paragraph a line, SHA-256
\`${vectors.sha256}\`) into the folder DATA:

\`\`\`
pnpm --filter ${name} build:model --data DATA
\`\`\`

This runs the following commands on one thread. On one kind of processor, it always produces the same bytes:

\`\`\`
${facts.commands.join('\n')}
\`\`\`

SHA-256 of \`model.onnx\`: \`${facts.sha256}\`
`;
}
