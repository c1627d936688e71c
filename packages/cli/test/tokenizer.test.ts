import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { createWorkspace, tiny } from './workspace';

const { tagger, failure, write, read } = createWorkspace();

/** Sentences in which `du` is a multiword token and a hash is a token at the end of a word. */
function createText(count: number, seed: number): string {
  const random = createRandom(seed, 'sample');
  const pick = (words: readonly string[]) => words[random.integer(words.length)]!;
  const row = (id: string, form: string, tag: string, misc = '_') =>
    `${id}\t${form}\t_\t${tag}\t_\t_\t_\t_\t_\t${misc}\n`;
  return Array.from({ length: count }, () =>
    [
      row('1', pick(['Bala', 'Kolo', 'Mari']), 'NOUN', 'SpaceAfter=No'),
      row('2', 'x', 'PART'),
      row('3-4', 'du', '_'),
      row('3', 'de', 'ADP'),
      row('4', 'le', 'DET'),
      row('5', pick(['tipi', 'lama', 'noro']), 'NOUN', 'SpaceAfter=No'),
      row('6', pick(['!', '?']), 'PUNCT'),
      '\n',
    ].join(''),
  ).join('');
}

describe('tagger train', () => {
  it('learns to cut text where that is better than the rules, and tagger tag does so', async () => {
    await write('train.conllu', createText(300, 1));
    await write('dev.conllu', createText(30, 2));
    const line = `train --train @train.conllu --dev @dev.conllu --epochs 1 ${tiny.join(' ')}`;
    const trained = await tagger(`${line} --tokenizer-hidden 12 -o @a.onnx`);
    expect(trained.stderr).toMatch(
      /tokenizer: learnt \(tokens 100.00 %, .*\); rules of en \(tokens \d\d.*F1 on dev/,
    );
    const options = { input: 'Kolox du lama! Marix du tipi?\n' };
    const tagged = await tagger('tag @a.onnx --output-format conllu', options);
    expect(tagged.stdout.split('\n').map((row) => row.split('\t').slice(0, 2).join(' '))).toEqual(
      expect.arrayContaining(['1 Kolo', '2 x', '3-4 du', '3 de', '4 le', '5 lama', '6 !']),
    );
    const json = await tagger('tag @a.onnx --json', options);
    expect(JSON.parse(json.stdout.split('\n')[0]!)).toMatchObject({
      words: ['Kolo', 'x', 'de', 'le', 'lama', '!'],
      start: [0, 4, 6, 6, 9, 13],
    });
    const byRules = await tagger('tag @a.onnx --language de --json', options);
    expect(byRules.stdout).toContain('Kolo');
  }, 120_000);

  it('cuts by the rules where it is told to, or the corpus does not tell its white space', async () => {
    const line = `train --train @train.conllu --dev @dev.conllu --epochs 1 ${tiny.join(' ')}`;
    const { stderr } = await tagger(`${line} --tokenizer rules -o @b.onnx`);
    expect(stderr).not.toContain('tokenizer');
    expect((await read('b.onnx')).includes('tagger.tokenizer')).toBe(false);
    await write('train.tsv', 'a\tX\nb\tY\n\n'.repeat(200));
    expect(await failure('train --train @train.tsv --tokenizer learn -o @c.onnx')).toBe(
      'the training corpus does not tell where its text has white space (a tokenizer is learnt from CoNLL-U with SpaceAfter=No or # text; or leave --tokenizer out)',
    );
  });
});
