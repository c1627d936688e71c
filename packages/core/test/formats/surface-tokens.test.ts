import { expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import { parseConllu } from '../../src/formats/conllu/parse-conllu';
import { readSurfaceSentence } from '../../src/formats/conllu/surface-tokens';

async function read(text: string) {
  const [sentence] = await collect(parseConllu([text]));
  return readSurfaceSentence(sentence!);
}

const row = (id: string, form: string, misc = '_') => `${id}\t${form}\t_\t_\t_\t_\t_\t_\t_\t${misc}\n`;

it('reads multiword tokens with their words, and passes over empty nodes', async () => {
  const text = `# newpar\n${row('1-2', 'du')}${row('1', 'de')}${row('2', 'le')}${row('2.1', 'x')}${row('3', 'lac', 'SpaceAfter=No')}\n`;
  expect(await read(text)).toEqual({
    tokens: [
      { form: 'du', words: ['de', 'le'], after: ' ' },
      { form: 'lac', after: '' },
    ],
    startsParagraph: true,
    tellsSpaces: true,
  });
});

it('takes the white space of # text, where that has the tokens', async () => {
  const rows = `${row('1', 'a', 'SpaceAfter=No')}${row('2', 'b c')}${row('3', '.')}\n`;
  const after = async (text: string) =>
    (await read(`# text = ${text}\n${rows}`))?.tokens.map((token) => token.after);
  expect(await after('a  b c.')).toEqual(['  ', '', ' ']);
  expect(await after('another text')).toEqual(['', ' ', ' ']);
});

it('says where nothing tells of white space', async () => {
  expect(await read(`${row('1', 'a')}${row('2', 'b')}\n`)).toMatchObject({ tellsSpaces: false });
  expect(readSurfaceSentence({ words: ['a'] })).toBeUndefined();
});
