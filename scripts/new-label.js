/**
 * Makes the corpora of docs/results.md that teach a model a label which it lacks:
 *
 *   node scripts/new-label.js --data DATA --out FOLDER [--seed 1]
 *
 * DATA has `ewt` (CoNLL-U) and `uner-ewt` (a word and its tag in each row, and the ids of the sentences in `*.sent_ids`). The new label is MISC: names in UD English-EWT (runs of PROPN) that UNER does not label, such as months,
 * nationalities and products. FOLDER gets `each.conll` (200 sentences of UNER's dev corpus with the label in each), `drawn.conll` (200 drawn at random), what is left of dev
 * for choices (`each.dev.conll`, `drawn.dev.conll`), and `test.conll`.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createRandom } from './kill-test/random.js';

const count = 200;

function shuffle(items, { below }) {
  for (let at = items.length - 1; at > 0; at--) {
    const other = below(at + 1);
    [items[at], items[other]] = [items[other], items[at]];
  }
  return items;
}

const readBlocks = (path) => readFileSync(path, 'utf8').split(/\n\s*\n/);

/** Sentences of lines `word TAB tag`, with the new label where EWT has a proper noun outside of UNER's spans. */
function readPart(data, part) {
  const upos = new Map();
  for (const block of readBlocks(join(data, 'ewt', `${part}.conllu`))) {
    const id = /# sent_id = (.*)/.exec(block)?.[1];
    const rows = block.split('\n').filter((line) => /^\d+\t/.test(line));
    if (id)
      upos.set(
        id,
        rows.map((row) => row.split('\t')[3]),
      );
  }
  const ids = readFileSync(join(data, 'uner-ewt', `${part}.sent_ids`), 'utf8')
    .trim()
    .split('\n');
  const sentences = readBlocks(join(data, 'uner-ewt', `${part}.conll`))
    .map((block) => block.split('\n').filter((line) => line.trim()))
    .filter((lines) => lines.length > 0);
  return sentences.map((lines, index) => addLabel(lines, upos.get(ids[index])));
}

function addLabel(lines, upos) {
  // A few sentences have been cut into other words since.
  if (upos?.length !== lines.length) return lines;
  let isWithin = false;
  return lines.map((line, t) => {
    const [word, tag] = line.split('\t');
    const isName = tag === 'O' && upos[t] === 'PROPN';
    const label = isName ? (isWithin ? 'I-MISC' : 'B-MISC') : tag;
    isWithin = isName;
    return `${word}\t${label}`;
  });
}

const { values } = parseArgs({
  options: { data: { type: 'string' }, out: { type: 'string' }, seed: { type: 'string', default: '1' } },
});
const { data, out, seed } = values;
if (!data || !out) throw new Error('give --data DATA and --out FOLDER');
mkdirSync(out, { recursive: true });
const write = (name, sentences) =>
  writeFileSync(join(out, name), sentences.map((lines) => `${lines.join('\n')}\n\n`).join(''));
const dev = readPart(data, 'dev');
const order = shuffle([...dev.keys()], createRandom(Math.imul(Number(seed), 2654435761)));
const has = order.filter((index) => dev[index].some((line) => line.endsWith('B-MISC')));
for (const [name, indexes] of [
  ['each', has.slice(0, count)],
  ['drawn', order.slice(0, count)],
]) {
  const chosen = new Set(indexes);
  write(
    `${name}.conll`,
    indexes.map((index) => dev[index]),
  );
  write(
    `${name}.dev.conll`,
    dev.filter((_, index) => !chosen.has(index)),
  );
}
write('test.conll', readPart(data, 'test'));
