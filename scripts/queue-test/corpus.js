import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('../../packages/cli/corpus/train.conllu', import.meta.url));

/**
 * Writes a text of so many words: the sentences of the demonstration corpus in random order, in paragraphs.
 * @param {string} path
 * @param {number} words
 * @param {{ below(limit: number): number }} random
 */
export function writeText(path, words, random) {
  const sentences = [...readFileSync(source, 'utf8').matchAll(/^# text = (.+)$/gm)].map(([, text]) => text);
  const parts = [];
  let count = 0;
  while (count < words) {
    const sentence = sentences[random.below(sentences.length)];
    count += sentence.split(' ').length;
    parts.push(sentence, random.below(8) === 0 ? '\n\n' : ' ');
  }
  writeFileSync(path, `${parts.join('')}\n`);
}
