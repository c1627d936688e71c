import { expect, it } from 'vitest';
import { collect } from '../../../src/formats/collect';
import { formatSentence, parseSentences } from '../../../src/formats/corpus-formats';

const read = async (text: string) => collect(parseSentences(text, { format: 'conllup' }));

it('is made of other formats, with a column for their tags', async () => {
  const sentence = { words: ['Ann', 'left'], tags: ['B-PER', 'O'] };
  const text = [1, 2].map((number) => formatSentence(sentence, 'conllup', { number })).join('');
  expect(text.split('\n')[0]).toBe(
    '# global.columns = ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC TAG',
  );
  expect(text.match(/global/g)).toHaveLength(1);
  expect(await read(text)).toMatchObject([sentence, sentence]);
  const upos = formatSentence(sentence, 'conllup', { column: 'upos' });
  expect(upos).toContain('DEPS MISC\n');
  expect(await read(upos)).toMatchObject([sentence]);
});

it('has the tags of the first usual column', async () => {
  const text = (names: string) => `# global.columns = ID FORM ${names}\n1\ta\tX\tY\n\n`;
  const tags = async (names: string) => (await read(text(names)))[0]!.tags;
  expect(await tags('UPOS NER')).toEqual(['X']);
  expect(await tags('UPOS TAG')).toEqual(['Y']);
  expect(await tags('NER A:B')).toEqual(['X']);
  expect(await tags('C:D A:B')).toBeUndefined();
});
