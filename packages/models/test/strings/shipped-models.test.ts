import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readCorpus } from '@tagger/core/node';
import { expect, it } from 'vitest';
import { listColumnNames } from '../../src/columns/column-names';
import { readModelFile } from '../../src/model-file/decode-model-file';
import { encodeStringFile } from '../../src/strings/encode-string-file';
import { Tagger } from '../../src/tagger/tagger';
import { oddWords } from './odd-words';
import { layWords, modules, runStrings } from './run-graph';

const data = process.env.TAGGER_DATA;

/** Some sentences; `scripts/check-strings.js` takes a whole corpus, and both runtimes. */
async function readSentences(count: number): Promise<(readonly string[])[]> {
  const sentences: (readonly string[])[] = [oddWords.slice(0, 45)];
  if (!data) return sentences;
  for await (const { words } of readCorpus(`${data}/ewt/test.conllu`)) {
    sentences.push(words);
    if (sentences.length === count) break;
  }
  return sentences;
}

it.each(['model-en', 'model-ko', 'model-en-ner'])(
  'the file of strings of %s gives all labels of tagger tag (more words where TAGGER_DATA is set)',
  async (name) => {
    const path = fileURLToPath(new URL(`../../../${name}/model.onnx`, import.meta.url));
    const bytes = await readFile(path);
    const file = readModelFile(bytes, path);
    const tagger = await Tagger.load(bytes);
    const sentences = await readSentences(20);
    const tagged = (await tagger.tagBatch(sentences)).flat();
    await tagger.release();
    const laid = layWords(sentences);
    const results = await runStrings(modules.node, encodeStringFile(file), laid);
    for (const [index, column] of listColumnNames(file.description).entries()) {
      const labels = results[index === 0 ? 'tags' : `tags.${column}`]!.data as string[];
      const own = labels.filter((_, at) => laid.data[at] !== '');
      expect(own, column).toEqual(tagged.map(({ tag, tags }) => (tags ? tags[column] : tag)));
    }
  },
);
