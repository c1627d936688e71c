import { describe, expect, it } from 'vitest';
import { CompactSentencesBuilder } from '../../src/corpus/compact-sentences-builder';
import { collect } from '../../src/formats/collect';
import type { FormatName, ParseOptions } from '../../src/formats/corpus-format';
import { formatSentence, parseSentences } from '../../src/formats/corpus-formats';

const conllu = [
  '# text = aux amis',
  '1-2\taux\t_\t_\t_\t_\t_\t_\t_\t_',
  '1\tà\tà\tADP\t_\t_\t2\tcase\t_\tEntity=B|X=1',
  '2\tles\tle\tDET\tD\tNumber=Plur|Definite=Def\t3\tdet\t_\t_',
  '2.1\tvide\tvide\tX\tX\tCase=Nom\t_\t_\t_\tEntity=Z',
  '3\tamis\t_\tNOUN\tN\tNumber=Plur|Gender=Masc\t0\troot\t_\tSpaceAfter=No',
  '',
  '',
].join('\n');

async function read(text: string, format: FormatName, options: ParseOptions) {
  const [sentence] = await collect(parseSentences(text, { format, ...options }));
  return sentence!;
}

describe('CoNLL-U', () => {
  const columns = ['xpos', 'lemma', 'feats', 'feats:Number', 'MISC:Entity'];

  it('is read with further columns, of words alone, FEATS in canonical order', async () => {
    expect((await read(conllu, 'conllu', { columns })).columns).toEqual({
      xpos: [undefined, 'D', 'N'],
      lemma: ['à', 'le', undefined],
      feats: ['_', 'Definite=Def|Number=Plur', 'Gender=Masc|Number=Plur'],
      'feats:Number': ['_', 'Plur', 'Plur'],
      'misc:Entity': ['B', '_', '_'],
    });
  });

  it('is written with them; where none is known, and in rows that are no words, the cell stays', async () => {
    const sentence = await read(conllu, 'conllu', { columns: ['lemma'] });
    const written = formatSentence(
      {
        ...sentence,
        columns: {
          lemma: ['a', undefined, 'ami'],
          'misc:Entity': ['_', 'I', 'O'],
          'feats:Case': ['Acc', '_', 'Dat'],
        },
      },
      'conllu',
    );
    expect(written).toBe(
      conllu
        .replace('à\tà\tADP\t_\t_', 'à\ta\tADP\t_\tCase=Acc')
        .replace('Entity=B|X=1', 'X=1')
        .replace('Number=Plur|Definite=Def', 'Definite=Def|Number=Plur')
        .replace('det\t_\t_', 'det\t_\tEntity=I')
        .replace(
          'amis\t_\tNOUN\tN\tNumber=Plur|Gender=Masc',
          'amis\tami\tNOUN\tN\tCase=Dat|Gender=Masc|Number=Plur',
        )
        .replace('SpaceAfter=No', 'SpaceAfter=No|Entity=O'),
    );
  });

  it('refuses a column that is none, and a label that it cannot hold', async () => {
    await expect(read(conllu, 'conllu', { columns: ['upsos'] })).rejects.toThrow('no column "upsos"');
    await expect(read(conllu, 'conllu', { columns: ['lemma:x'] })).rejects.toThrow('no column "lemma:x"');
    const sentence = await read(conllu, 'conllu', {});
    expect(() => formatSentence({ ...sentence, columns: { lemma: ['a\tb', 'c', 'd'] } }, 'conllu')).toThrow(
      'CoNLL-U cannot hold "a\\tb"',
    );
    expect(() => formatSentence({ ...sentence, columns: { 'misc:X': ['_', 'a|b', '_'] } }, 'conllu')).toThrow(
      'CoNLL-U cannot hold "a|b" as the value of misc:X',
    );
  });
});

describe('JSON Lines', () => {
  const text = '{"words":["a","b"],"tags":["X","Y"],"lemma":["a",null]}\n';

  it('is read and written with further keys; one that is not there has no labels', async () => {
    const sentence = await read(text, 'jsonl', { columns: ['lemma', 'xpos'] });
    expect(sentence.columns).toEqual({ lemma: ['a', undefined], xpos: [undefined, undefined] });
    expect(formatSentence({ ...sentence, columns: { lemma: ['c', 'd'] } }, 'jsonl')).toBe(
      text.replace('["a",null]', '["c","d"]'),
    );
  });

  it('refuses a list of another length', async () => {
    await expect(read('{"words":["a"],"lemma":[]}\n', 'jsonl', { columns: ['lemma'] })).rejects.toThrow(
      '1 words, but 0 lemma',
    );
  });
});

describe('columns', () => {
  it('are read and written by their numbers', async () => {
    const text = 'a\tN\tB-NP\nb\tV\tO\n\n';
    const sentence = await read(text, 'columns', { column: 3, columns: [2] });
    expect([sentence.tags, sentence.columns]).toEqual([['B-NP', 'O'], { 2: ['N', 'V'] }]);
    const changed = { ...sentence, columns: { 2: ['X', undefined], lemma: ['a', 'b'] } };
    expect(formatSentence(changed, 'columns', { column: 3 })).toBe(text.replace('N', 'X'));
  });
});

it('a compact corpus keeps the labels that sentences have', () => {
  const builder = new CompactSentencesBuilder();
  builder.add({ words: ['a', 'b'], tags: ['X', 'Y'] });
  builder.add({ words: ['a'], tags: ['X'], columns: { lemma: ['l'] } });
  builder.add({ words: ['c', 'd'], tags: ['X', 'Y'], columns: { xpos: ['p', undefined] } });
  const sentences = builder.build();
  const none = [undefined, undefined];
  expect([...sentences].map(({ columns }) => columns)).toEqual([
    { lemma: none, xpos: none },
    { lemma: ['l'], xpos: [undefined] },
    { lemma: none, xpos: ['p', undefined] },
  ]);
  expect([...sentences.slice(1, 2)].map(({ columns }) => columns)).toEqual([
    { lemma: ['l'], xpos: [undefined] },
  ]);
});
