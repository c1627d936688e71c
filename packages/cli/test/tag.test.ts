import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createTagWorkspace, text } from './tag-workspace';
import { tiny } from './workspace';

const folder = createTagWorkspace();
const { tagger } = folder;

describe('formats', () => {
  it('writes raw text as word/TAG lines', async () => {
    const { status, stdout, stderr } = await tagger('tag @model.onnx', { input: text });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toBe('the/DET dog/NOUN sees/VERB the/DET cat/NOUN ./PUNCT\n');
  });

  it('writes columns', async () => {
    const { stdout } = await tagger('tag @model.onnx @text.txt --output-format columns');
    expect(stdout).toBe('the\tDET\ndog\tNOUN\nsees\tVERB\nthe\tDET\ncat\tNOUN\n.\tPUNCT\n\n');
  });

  it('writes CoNLL-U', async () => {
    const { stdout } = await tagger('tag @model.onnx - --output-format conllu', { input: 'the dog sees.' });
    expect(stdout).toBe(
      '# newdoc\n# newpar\n# sent_id = 1\n# text = the dog sees.\n' +
        '1\tthe\t_\tDET\t_\t_\t_\t_\t_\t_\n' +
        '2\tdog\t_\tNOUN\t_\t_\t_\t_\t_\t_\n' +
        '3\tsees\t_\tVERB\t_\t_\t_\t_\t_\tSpaceAfter=No\n' +
        '4\t.\t_\tPUNCT\t_\t_\t_\t_\t_\tSpaceAfter=No\n\n',
    );
  });

  it('writes JSON Lines', async () => {
    const { stdout } = await tagger('tag @model.onnx @text.txt --json');
    expect(JSON.parse(stdout)).toEqual({
      words: ['the', 'dog', 'sees', 'the', 'cat', '.'],
      tags: ['DET', 'NOUN', 'VERB', 'DET', 'NOUN', 'PUNCT'],
      start: [0, 4, 8, 13, 17, 20],
      end: [3, 7, 12, 16, 20, 21],
    });
    expect((await tagger('tag @model.onnx @text.txt --output-format jsonl')).stdout).toBe(stdout);
  });

  it('replaces the tags of CoNLL-U, and keeps all the rest', async () => {
    const source =
      '# sent_id = a-1\n' +
      '1-2\tthedog\t_\t_\t_\t_\t_\t_\t_\tGloss=x\n' +
      '1\tthe\tthe\tX\tDT\tDefinite=Def\t2\tdet\t_\t_\n' +
      '2\tdog\tdog\tX\tNN\t_\t3\tnsubj\t_\tNote=y\n' +
      '2.1\tempty\t_\t_\t_\t_\t_\t_\t_\t_\n' +
      '3\tsees\tsee\tX\tVBZ\t_\t0\troot\t_\t_\n\n';
    await folder.write('rich.conllu', source);
    const { stdout } = await tagger('tag @model.onnx @rich.conllu');
    const expected = ['DET', 'NOUN', 'VERB'].reduce(
      (rest, tag) => rest.replace('\tX\t', `\t${tag}\t`),
      source,
    );
    expect(stdout).toBe(expected);
  });

  it.each([
    ['text.conll', '-DOCSTART- -X- O\n\ndog x X\nsees  y X', '-DOCSTART- -X- O\n\ndog x NOUN\nsees  y VERB'],
    [
      'rows.conllu',
      '\uFEFF# newpar\r\n\r\n1\tdog\t_\tX\t_\t_\t_\t_\t_\t_\r\n\r\n\r\n# end',
      '\uFEFF# newpar\r\n\r\n1\tdog\t_\tNOUN\t_\t_\t_\t_\t_\t_\r\n\r\n\r\n# end',
    ],
    [
      'plus.conllup',
      '# global.columns = ID FORM UPOS A:B\n1\tdog\t_\tx\n',
      '# global.columns = ID FORM UPOS A:B\n1\tdog\tNOUN\tx\n',
    ],
    ['text.pos', 'dog/VERB  sees/X \r\n\r\n', 'dog/NOUN  sees/VERB \r\n\r\n'],
    [
      'numbers.jsonl',
      '{"id": 9007199254740993, "w": 1e400, "2": 0.10, "1": "a", "words": ["dog"]}\n\n{"words":[]}',
      '{"id": 9007199254740993, "w": 1e400, "2": 0.10, "1": "a", "words": ["dog"], "tags": ["NOUN"]}\n\n{"words":[],"tags":[]}',
    ],
    [
      'text.jsonl',
      '{"id":7,"words":["dog","sees"]}\n',
      '{"id":7,"words":["dog","sees"],"tags":["NOUN","VERB"]}\n',
    ],
  ])('gives %s back as it came, with tags', async (name, source, expected) => {
    await folder.write(name, source);
    expect((await tagger(`tag @model.onnx @${name}`)).stdout).toBe(expected);
  });

  it('takes --format where the name does not tell', async () => {
    const { stdout } = await tagger('tag @model.onnx - --format word-tag', { input: 'dog/X sees/X\n' });
    expect(stdout).toBe('dog/NOUN sees/VERB\n');
  });

  it('writes a file, packed if its name says so, in the format of its name', async () => {
    const { status, stdout } = await tagger('tag @model.onnx @text.txt -o @out.jsonl.gz');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
    expect(JSON.parse(gunzipSync(await folder.read('out.jsonl.gz')).toString()).tags[0]).toBe('DET');
  });
});

describe('scores', () => {
  it('adds the probability of each tag', async () => {
    const { stdout } = await tagger('tag @model.onnx @text.txt --json --scores');
    const { tags, scores } = JSON.parse(stdout);
    expect(scores).toHaveLength(tags.length);
    for (const score of scores) expect(score).toBeGreaterThan(0.25);
    const columns = await tagger('tag @model.onnx @text.txt --output-format columns --scores');
    expect(columns.stdout).toMatch(/^the\tDET\t[01]\.\d{4}\n/);
  });

  it('gives the most probable tags, the best first', async () => {
    const { stdout } = await tagger('tag @model.onnx @text.txt --json --top 2');
    const { tags, scores, alternatives } = JSON.parse(stdout);
    for (const [index, [best, second]] of alternatives.entries()) {
      expect(best).toEqual({ tag: tags[index], score: scores[index] });
      expect(second.score).toBeLessThanOrEqual(best.score);
    }
    const columns = await tagger('tag @model.onnx @text.txt --output-format columns --top 2');
    expect(columns.stdout).toMatch(/^the\tDET\t([01]\.\d{4})\tDET=\1\t[A-Z]+=[01]\.\d{4}\n/);
  });
});

describe('the language', () => {
  const words = (stdout: string) => stdout.replace(/\/[A-Z]+/g, '');

  it("is the model's, or what --language says", async () => {
    const flags = `--epochs 1 --quiet ${tiny.join(' ')}`;
    expect((await tagger(`train --train @train.conllu -o @nl.onnx --language nl ${flags}`)).status).toBe(0);
    const input = "can't\n";
    expect(words((await tagger('tag @model.onnx', { input })).stdout)).toBe("ca n't\n");
    for (const lines of ['', ' --lines']) {
      expect(words((await tagger(`tag @nl.onnx${lines}`, { input })).stdout)).toBe("can't\n");
      expect(words((await tagger(`tag @nl.onnx --language en${lines}`, { input })).stdout)).toBe("ca n't\n");
    }
  });

  it('has a code', async () => {
    const { status, stderr } = await tagger('tag @model.onnx --language !', { input: text });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('code of a language') });
  });
});

describe('input', () => {
  it.each(['notes.xyz', 'notes', 'notes.doc.gz'])('of no known format is refused: %s', async (name) => {
    await folder.write(name, 'the dog sees.\n');
    expect(await folder.failure(`tag @model.onnx @${name}`)).toBe(
      `the format of "${name}" is unknown (use --format conllu|conllup|columns|csv|brat|word-tag|words|jsonl|json|text|doccano|prodigy|spacy|label-studio|hugging-face)`,
    );
    expect((await tagger(`tag @model.onnx @${name} --format text`)).status).toBe(0);
  });

  it('of a device is text, as standard input is', async () => {
    expect(await tagger('tag @model.onnx /dev/null')).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it.each(['empty.txt', 'empty.conllu', 'empty.jsonl', 'empty.pos', 'empty.conll'])(
    'that is empty gives an empty output: %s',
    async (name) => {
      await folder.write(name, '');
      expect(await tagger(`tag @model.onnx @${name}`)).toEqual({ status: 0, stdout: '', stderr: '' });
    },
  );

  it('of words with slashes in them needs --format words', async () => {
    await folder.write('slashes.pos', 'dog/cat 1/2\n');
    const tagged = await tagger('tag @model.onnx @slashes.pos');
    expect(tagged.stderr).toBe(
      'tagger: slashes.pos: none of the tags in the first sentence is a tag of the model, and all are replaced; use --format words if the slashes belong to the words\n',
    );
    const { stdout, stderr } = await tagger('tag @model.onnx @slashes.pos --format words');
    expect(stdout).toMatch(/^dog\/cat\/[A-Z]+ 1\/2\/[A-Z]+\n$/);
    expect(stderr).toBe('');
  });

  it('that is not text has its own sentences', async () => {
    await folder.write('rows.conll', 'dog X\n');
    expect(await folder.failure('tag @model.onnx @rows.conll --lines')).toBe(
      '--lines is for text, not for columns (that format marks the ends of its sentences)',
    );
  });
});

describe('without a model', () => {
  const note = 'tagger: no model given: using @tagger/model-en (English, UPOS)\n';

  it.each([
    ['standard input', 'tag'],
    ['standard input as -', 'tag -'],
    ['a file', 'tag @text.txt'],
  ])('tags %s by the English model, and says so on standard error', async (_, line) => {
    const { status, stdout, stderr } = await tagger(line, { input: text });
    expect({ status, stdout, stderr }).toEqual({
      status: 0,
      stdout: 'the/DET dog/NOUN sees/VERB the/DET cat/NOUN ./PUNCT\n',
      stderr: note,
    });
  });

  it('takes an argument alone for the model if it ends in .onnx', async () => {
    expect(await folder.failure('tag @missing.onnx')).toBe('missing.onnx: no such file');
    expect((await tagger('tag @missing.txt')).stderr).toBe(`${note}tagger: missing.txt: no such file\n`);
  });

  it('takes the first of two for the model, whatever its name', async () => {
    await folder.write('renamed.bin', await folder.read('model.onnx'));
    const { stdout, stderr } = await tagger('tag @renamed.bin @text.txt');
    expect({ stdout, stderr }).toEqual({
      stdout: 'the/DET dog/NOUN sees/VERB the/DET cat/NOUN ./PUNCT\n',
      stderr: '',
    });
    expect(await folder.failure('tag @text.txt @text.txt')).toMatch(/^text\.txt: not a model file/);
  });
});
