import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, tiny } from './workspace';

const folder = createWorkspace();
const { tagger } = folder;
const settings = `--epochs 12 --lr 0.5 --quiet ${tiny.join(' ')}`;

const rows = [
  ['the', 'the', 'DET', 'DT', 'Definite=Def|PronType=Art'],
  ['dogs', 'dog', 'NOUN', 'NNS', 'Number=Plur'],
  ['see', 'see', 'VERB', 'VB', '_'],
  ['cats', 'cat', 'NOUN', 'NNS', 'Number=Plur'],
];

/** Sentences of CoNLL-U; the first has a range and an empty node. */
function toConllu(count: number, edit: (row: string[], sentence: number) => string[] = (row) => row): string {
  const sentence = (index: number) => {
    const words = rows.map((row, t) => {
      const [form, lemma, upos, xpos, feats] = edit([...row], index);
      return [String(t + 1), form, lemma, upos, xpos, feats, '0', '_', '_', t === 1 ? 'Entity=B' : '_'].join(
        '\t',
      );
    });
    if (index === 0) {
      words.splice(2, 0, '3-4\tseecats\t_\t_\t_\t_\t_\t_\t_\tNote=1');
      words.push('4.1\tempty\tempty\tX\tX\tCase=Nom\t_\t_\t_\t_');
    }
    return `${words.join('\n')}\n\n`;
  };
  return Array.from({ length: count }, (_, index) => sentence(index)).join('');
}

const blank = (row: string[]) => [row[0]!, '_', '_', '_', '_'];

beforeAll(async () => {
  await folder.write('train.conllu', toConllu(40));
  await folder.write('dev.conllu', toConllu(6));
  await folder.write('bare.conllu', toConllu(2, blank));
  const corpora = '--train @train.conllu --dev @dev.conllu -o @all.onnx';
  await tagger(`train ${corpora} --column upos,xpos,FEATS,lemma,misc:Entity ${settings} --vector-words 0`);
});

describe('a model of several columns', () => {
  it('is tested in each column', async () => {
    const { stdout } = await tagger('test @all.onnx @dev.conllu --json');
    const { accuracy, outputs } = JSON.parse(stdout);
    expect(Object.keys(outputs)).toEqual(['upos', 'xpos', 'feats', 'lemma', 'misc:Entity']);
    expect(outputs.upos.accuracy).toBe(accuracy);
    for (const { accuracy: own, tokens } of Object.values<{ accuracy: number; tokens: number }>(outputs))
      expect([own, tokens]).toEqual([1, 24]);
    const table = await tagger('test @all.onnx @dev.conllu');
    expect(table.stdout).toMatch(/column +accuracy +unknown words +span F1 +tokens\nupos +100\.00 %/);
    const one = JSON.parse((await tagger('test @all.onnx @dev.conllu --json --column upos')).stdout);
    expect(Object.keys(one.outputs)).toEqual(['upos']);
    expect(await folder.failure('test @all.onnx @dev.conllu --column upos,deprel')).toContain(
      'the model has no column "deprel" after its first one',
    );
  });

  it('has a part for each column in its report and its card', async () => {
    await tagger('test @all.onnx @dev.conllu --report @report --json');
    const page = await folder.readText('report/index.html');
    for (const name of ['xpos', 'feats', 'lemma', 'misc:Entity'])
      expect(page).toContain(`<h2>Errors in ${name}</h2>`);
    expect(page).toMatch(/<h2>Columns<\/h2>[\s\S]*<th scope="row">lemma<\/th><td class="number">100\.00 %/);
    const card = await folder.readText('report/card.md');
    expect(card).toContain('and its xpos, feats, lemma and misc:Entity, by a recurrent network');
    expect(card).toContain('| column | labels | dev accuracy | accuracy on dev.conllu |');
    expect(card).toMatch(/\| lemma \| 2 \| 100\.00 % \| 100\.00 % \|/);
  });

  it('fills each column of CoNLL-U, but for ranges and empty nodes', async () => {
    const { stdout } = await tagger('tag @all.onnx @bare.conllu');
    // Entities of the bare file are there, and given back.
    expect(stdout).toBe(toConllu(2));
  });

  it('gives each column in JSON Lines, which a test reads', async () => {
    const { stdout } = await tagger('tag @all.onnx - --json', { input: 'the dogs see cats' });
    expect(JSON.parse(stdout)).toEqual({
      words: ['the', 'dogs', 'see', 'cats'],
      tags: ['DET', 'NOUN', 'VERB', 'NOUN'],
      xpos: ['DT', 'NNS', 'VB', 'NNS'],
      feats: rows.map((row) => row[4]),
      lemma: ['the', 'dog', 'see', 'cat'],
      'misc:Entity': ['_', 'B', '_', '_'],
      features: [{ Definite: 'Def', PronType: 'Art' }, { Number: 'Plur' }, {}, { Number: 'Plur' }],
      start: [0, 4, 9, 13],
      end: [3, 8, 12, 17],
    });
    await folder.write('tagged.jsonl', stdout);
    const { outputs } = JSON.parse((await tagger('test @all.onnx @tagged.jsonl --json')).stdout);
    expect(outputs.lemma).toMatchObject({ accuracy: 1, tokens: 4 });
  });
});

describe('tag --only', () => {
  it('gives these columns and the first one', async () => {
    const { stdout } = await tagger('tag @all.onnx - --json --only lemma', { input: 'the dogs see cats' });
    expect(JSON.parse(stdout)).toEqual({
      words: ['the', 'dogs', 'see', 'cats'],
      tags: ['DET', 'NOUN', 'VERB', 'NOUN'],
      lemma: ['the', 'dog', 'see', 'cat'],
      start: [0, 4, 9, 13],
      end: [3, 8, 12, 17],
    });
  });

  it('leaves the others of a corpus as they are', async () => {
    const { stdout } = await tagger('tag @all.onnx @bare.conllu --only upos,lemma');
    const kept = ([form, lemma, upos]: string[]) => [form!, lemma!, upos!, '_', '_'];
    expect(stdout.split('\n').filter((line) => !/^(3-4|4\.1)/.test(line))).toEqual(
      toConllu(2, kept)
        .split('\n')
        .filter((line) => !/^(3-4|4\.1)/.test(line)),
    );
  });

  it('refuses a column that the model does not have', async () => {
    expect(await folder.failure('tag @all.onnx @bare.conllu --only upos,deprel')).toContain(
      'the model has no column "deprel" (its columns are upos, xpos, feats, lemma, misc:Entity)',
    );
    expect(await folder.failure('tag @all.onnx @bare.conllu --only upos,')).toContain(
      'They are not names with commas between them, such as upos,lemma (see --help)',
    );
  });
});

describe('a corpus', () => {
  it('with labels in some sentences alone is learnt from as far as it goes, and that is said', async () => {
    const partly = toConllu(10, (row, index) =>
      index % 2 === 0 ? row : [row[0]!, '_', row[2]!, '_', row[4]!],
    );
    await folder.write(
      'partly.conllu',
      partly.replaceAll('PronType=Art|Definite=Def', 'Definite=Def|PronType=Art'),
    );
    const { stderr, status } = await tagger(
      `train --train @partly.conllu -o @partly.onnx --column upos,xpos,lemma,deprel ${settings}`,
    );
    expect(status).toBe(0);
    expect(stderr).toContain('20 words of 40 without a label in the column xpos');
    expect(stderr).toContain('20 words of 40 without a label in the column lemma');
    expect(stderr).toContain('no word has a label in the column deprel: it is left out');
  });

  it('takes the columns from a config file, as a text or a list', async () => {
    for (const column of ['upos,lemma', ['upos', 3]]) {
      await folder.write('tagger.json', JSON.stringify({ train: 'train.conllu', column }));
      const line = `train --config @tagger.json -o @config.onnx ${settings.replace('--epochs 12', '--epochs 1')}`;
      expect((await tagger(line)).status).toBe(0);
      const { stdout } = await tagger('test @config.onnx @dev.conllu --json');
      expect(Object.keys(JSON.parse(stdout).outputs)).toEqual(['upos', 'lemma']);
    }
  });

  it('has to have several columns', async () => {
    await folder.write('words.pos', 'the/DET dog/NOUN\n'.repeat(5));
    const line = `train --train @words.pos -o @none.onnx --column upos,lemma ${settings}`;
    expect(await folder.failure(line)).toContain(
      'words.pos has one column of tags, and --column names several',
    );
  });

  it('may have lemmas as its first column, which are no suspicious tags', async () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    const invent = ([form, lemma, ...rest]: string[], sentence: number) => {
      const end = letters[sentence % 26]! + letters[sentence % 25]!;
      return [form + end, lemma + end, ...rest];
    };
    await folder.write('words.conllu', toConllu(40, invent));
    await folder.write('other.conllu', toConllu(60, invent).slice(toConllu(50, invent).length));
    const corpora = `--train @words.conllu --dev @other.conllu -o @lemmas.onnx ${settings}`;
    const trained = await tagger(`train ${corpora} --column lemma --auxiliary upos`);
    const tested = await tagger('test @lemmas.onnx @other.conllu');
    expect([trained.status, tested.status]).toEqual([0, 0]);
    for (const { stderr } of [trained, tested]) expect(stderr).not.toMatch(/look like words|count as wrong/);
  });

  it('is no mean of columns where the others are auxiliary', async () => {
    const line = `train --train @train.conllu --dev @dev.conllu -o @one.onnx ${settings.replace('--quiet', '')}`;
    const { stderr } = await tagger(`${line} --auxiliary xpos`);
    expect(stderr).toMatch(/3 tags, 3 of xpos\n[\s\S]*loss +dev accuracy/);
    expect((await tagger(`${line} --column upos,xpos`)).stderr).toMatch(/loss +dev mean/);
  });

  it('has no column that was auxiliary', async () => {
    const corpora = `--train @train.conllu --dev @dev.conllu -o @aux.onnx ${settings}`;
    await tagger(`train ${corpora} --column upos,lemma --auxiliary FEATS,5`);
    const { stdout } = await tagger('test @aux.onnx @dev.conllu --json');
    expect(Object.keys(JSON.parse(stdout).outputs)).toEqual(['upos', 'lemma']);
    expect((await tagger('card @aux.onnx')).stdout).toContain(
      '| columns that it learnt and does not give | feats, xpos |',
    );
    for (const same of ['feats,lemma', 'LEMMA', '3', 'upos', '4', 'feats,6'])
      expect(await folder.failure(`train ${corpora} --column upos,lemma --auxiliary ${same}`)).toMatch(
        /--auxiliary names \w+, which is there already/,
      );
  });

  it('has each column once', async () => {
    const corpora = `--train @train.conllu -o @none.onnx ${settings}`;
    expect(await folder.failure(`train ${corpora} --column upos,lemma,upos`)).toContain('names "upos" twice');
    expect(await folder.failure(`train ${corpora} --column upos,`)).toContain('a name that is empty');
    expect(await folder.failure(`train ${corpora} --column upos,4`)).toContain('twice');
  });
});
