import { beforeAll, describe, expect, it } from 'vitest';
import { runTagger } from './run-tagger';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger } = folder;

/** Sets the title of a terminal, rings, goes back in the line, and turns its text, in all ways that there are. */
const hostile = '\u001b]0;gone\u0007\u009b2K\u007f\u202ex\u2066\u2028.';
const shown = '\\u001b]0;gone\\u0007\\u009b2K\\u007f\\u202ex\\u2066\\u2028.';
/** What a terminal may get of text that is not ours. */
const visible = /^[^\p{Cc}\u2028-\u202e\u2066-\u2069]*$/u;
const isShown = (text: string) => text.split(/[\n\t]/).every((line) => visible.test(line));

beforeAll(async () => {
  const tagged = sampleSentences(20, 1).map((rows) =>
    rows.map(([word, tag]): [string, string] => [word, tag === 'VERB' ? hostile : tag]),
  );
  await folder.write('train.conllu', toConllu(tagged));
  const { status, stderr } = await tagger(
    `train --train @train.conllu --licence ${hostile} -o @model.onnx --epochs 4 --quiet ${tiny.join(' ')}`,
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  await folder.write('words.jsonl', `${JSON.stringify({ words: ['the', hostile] })}\n`);
});

describe('at a terminal', () => {
  it.each([
    ['tag', 'tag @model.onnx @words.jsonl --output-format columns'],
    ['tag --json', 'tag @model.onnx @words.jsonl --json'],
    ['the tables of test', 'test @model.onnx @train.conllu'],
    ['test --json', 'test @model.onnx @train.conllu --json --confusion'],
    ['card', 'card @model.onnx'],
  ])('%s shows control characters and never sends them', async (_, line) => {
    const { status, stdout } = await tagger(line, { isTerminal: true });
    expect(status).toBe(0);
    expect(stdout).toMatch(/\\u001b.*\\u202e/);
    expect(isShown(stdout)).toBe(true);
  });
});

describe('a pipe or a file', () => {
  it('gets the words, tags and cards as they are', async () => {
    const piped = await tagger('tag @model.onnx @words.jsonl --output-format columns');
    expect(piped.stdout).toContain(`\n${hostile}\t`);
    await tagger('tag @model.onnx @words.jsonl --output-format columns -o @out.tsv', { isTerminal: true });
    expect(await folder.readText('out.tsv')).toBe(piped.stdout);
    expect((await tagger('card @model.onnx')).stdout).toContain(JSON.stringify(hostile));
  });

  it('gets tables whose rows stay rows', async () => {
    const { stdout } = await tagger('test @model.onnx @train.conllu');
    const rows = stdout.split('\n').filter((line) => line.startsWith(shown));
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatch(/\d$/);
  });
});

describe('an error', () => {
  const row = (id: string) => `${id}\tdog\t_\tNOUN\t_\t_\t_\t_\t_\t_\n\n`;
  const files = {
    'id.conllu': row(hostile),
    'name.jsonl': `{"words": ${hostile}}\n`,
    'config.json': JSON.stringify({ [hostile]: 1 }),
    'value.json': JSON.stringify({ epochs: hostile }),
    'broken.json': `{"epochs": ${hostile}}`,
  };
  beforeAll(async () => {
    for (const [name, text] of Object.entries(files)) await folder.write(name, text);
  });

  it.each([
    ['an id of CoNLL-U', ['train', '--train', '@id.conllu']],
    ["JSON's parser", ['train', '--train', '@name.jsonl']],
    ['a key of a config file', ['train', '--config', '@config.json']],
    ['a value of a config file', ['train', '--config', '@value.json']],
    ['a config file that is not JSON', ['train', '--config', '@broken.json']],
    ['the name of a file', ['card', hostile]],
    ['the name of a file with a line end', ['card', `${hostile}\nwrote model.onnx`]],
    ['an unknown option', ['tag', `--x${hostile}\ndone`]],
    ['a value that an option does not take', ['tag', '--top', `${hostile}\ndone`]],
    ['a choice that is none', ['tag', '--format', `${hostile}\ndone`]],
    ['an unknown command', [`${hostile}\ndone`]],
    ['the value of a grid', ['sweep', '--grid', `lr=${hostile}`]],
    ['the name of a corpus', ['data', 'get', hostile]],
  ])('that quotes %s is one line without control characters', async (_, words) => {
    const path = (word: string) => (word.startsWith('@') ? folder.path(word.slice(1)) : word);
    const { status, stdout, stderr } = await runTagger(words.map(path));
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^tagger: [^\n]*\\u001b[^\n]*\n$/);
    expect(isShown(stderr)).toBe(true);
  });

  it('keeps the hint of the argument parser in its line', async () => {
    const { stderr } = await runTagger(['train', '--trian', 'a']);
    expect(stderr).toBe("tagger: unknown option '--trian' (Did you mean --train?) (see --help)\n");
  });
});
