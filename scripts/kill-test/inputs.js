import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const words = {
  DET: ['the', 'a', 'this', 'some'],
  NOUN: ['dog', 'bird', 'river', 'house', 'letter', 'stone'],
  VERB: ['sees', 'likes', 'hears', 'finds'],
};
const grammar = ['DET', 'NOUN', 'VERB', 'DET', 'NOUN'];

/**
 * Writes what the commands read into a folder.
 * @param {string} folder
 * @param {{ below(limit: number): number }} random
 */
export function createInputs(folder, random) {
  /** @param {string[]} list */
  const pick = (list) => list[random.below(list.length)];
  const treebank = (count) =>
    Array.from({ length: count }, () =>
      grammar
        .map((tag, index) => `${index + 1}\t${pick(words[tag])}\t_\t${tag}\t_\t_\t_\t_\t_\t_\n`)
        .join(''),
    ).join('\n');
  const paths = {};
  /** @param {string} name @param {string} content */
  const write = (name, content) => {
    paths[name] = join(folder, name);
    writeFileSync(paths[name], content);
  };
  write('train.conllu', `${treebank(60)}\n`);
  write('dev.conllu', `${treebank(20)}\n`);
  write('long.conllu', `${treebank(6000)}\n`);
  const names = Array.from({ length: 5000 }, (_, index) => `word${index}`).join(' ');
  write('text.txt', `${names}\n${names}\n`);
  const corpus = Object.fromEntries(
    [
      ['LICENSE.txt', 20],
      ['train.conllu', 8000],
      ['test.conllu', 3000],
    ].map(([name, count]) => {
      const content = Buffer.from(`${treebank(Number(count))}\n`);
      return [name, { content, sha256: createHash('sha256').update(content).digest('hex') }];
    }),
  );
  return { paths, corpus };
}
