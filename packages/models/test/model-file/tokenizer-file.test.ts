import { describe, expect, it } from 'vitest';
import { ModelError } from '../../src/errors';
import { decodeModelFile, readModelFile } from '../../src/model-file/decode-model-file';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import { Tagger } from '../../src/tagger/tagger';
import { createSampleModel } from '../sample-model';
import { createRandomTokenizer } from '../tokenizer/random-tokenizer';

const { description, parameters } = createSampleModel(
  { cell: 'lstm', cellOutput: 'tanh' },
  { hiddenSize: 3, embeddingSize: 2 },
);
const random = createRandomTokenizer({ isLazy: true });
const tokenizer = random.description;
const tokenizerParameters = random.weights.all();

function encode(changes: object = {}, precision: 'float32' | 'int8' = 'float32'): Uint8Array {
  const changed = { ...tokenizer, ...changes };
  return encodeModelFile({ ...description, tokenizer: changed }, parameters, precision, tokenizerParameters);
}

describe('a model file', () => {
  it('keeps a tokenizer', () => {
    const file = decodeModelFile(encode(), 'my.onnx');
    expect(file.description.tokenizer).toEqual(tokenizer);
    expect(file.parameters).toEqual(parameters);
  });

  it.each(['float32', 'int8'] as const)('keeps it in whole numbers, and the tagger in %s', (precision) => {
    const read = readModelFile(encode({}, precision), 'my.onnx');
    expect(read.precision).toBe(precision);
    expect(read.tokenizerWeights!.precision).toBe('int8');
    const found = read.tokenizerWeights!.all();
    expect(Object.keys(found)).toEqual(Object.keys(tokenizerParameters));
    for (const [name, own] of Object.entries(tokenizerParameters))
      for (const [index, value] of own.entries())
        expect(Math.abs(value - found[name]![index]!)).toBeLessThan(0.02);
  });

  it('needs none', () => {
    const file = decodeModelFile(encodeModelFile(description, parameters), 'my.onnx');
    expect(file.description.tokenizer).toBeUndefined();
    expect(file.tokenizerParameters).toBeUndefined();
  });

  it.each<[problem: string, changes: object]>([
    ['a character twice', { characters: [...tokenizer.characters.slice(1), tokenizer.characters[1]] }],
    ['too few ends', { ends: tokenizer.ends.slice(1) }],
    ['an end that does not exist', { ends: ['other', ...tokenizer.ends.slice(1)] }],
    ['too few values', { features: tokenizer.features.slice(1) }],
    ['a language that is none', { language: 'no language' }],
    [
      'a multiword token of too many words',
      { multiwords: { ...tokenizer.multiwords, forms: [Array(99).fill('a')] } },
    ],
    ['a rule that drops nothing', { multiwords: { ...tokenizer.multiwords, endings: [['a', 0, 'b']] } }],
  ])('is refused with %s', (_, changes) => {
    expect(() => decodeModelFile(encode(changes), 'my.onnx')).toThrow(ModelError);
  });

  it('is refused where the weights of the tokenizer are of other sizes', () => {
    const smaller = createRandomTokenizer({ hiddenSize: 4 }).description.network;
    const bytes = encode();
    const text = JSON.stringify(tokenizer.network);
    const other = JSON.stringify({ ...tokenizer.network, hiddenSize: smaller.hiddenSize });
    expect(other).toHaveLength(text.length);
    const changed = Buffer.from(bytes);
    changed.write(other, changed.indexOf(text));
    expect(() => decodeModelFile(changed, 'my.onnx')).toThrow(/not a model file/);
  });
});

describe('a tagger with a tokenizer', () => {
  const text = 'abc cd ab. cd, ab abcd';
  const tokenTexts = ['ab', 'c', 'cd', 'ab.', 'cd,', 'ab', 'abcd'];

  it('cuts text by it, and gives the words of multiword tokens', async () => {
    const tagger = await Tagger.load(encode());
    const tokens = await tagger.tag(text);
    expect(tokens.map((token) => token.text)).toEqual(tokenTexts);
    expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual(tokenTexts);
    expect(tokens[1]).toMatchObject({ text: 'c', continues: true });
    const multiword = tokens.find((token) => token.text === 'cd');
    expect(multiword?.words?.map((word) => word.text)).toEqual(['c', 'd', 'e']);
    expect(multiword?.tag).toBe(multiword?.words?.map((word) => word.tag).join('+'));
    await tagger.release();
  });

  it('gives the same of a stream', async () => {
    const tagger = await Tagger.load(encode());
    const streamed = [];
    for await (const sentence of tagger.tagStream([text.slice(0, 9), text.slice(9)]))
      streamed.push(...sentence);
    expect(streamed).toEqual(await tagger.tag(text));
    await tagger.release();
  });

  it('cuts by the rules where another language is asked for', async () => {
    const known = {
      ...description,
      training: { ...description.training, corpus: { ...description.training.corpus, language: 'en' } },
    };
    const bytes = encodeModelFile({ ...known, tokenizer }, parameters, 'float32', tokenizerParameters);
    const tagger = await Tagger.load(bytes);
    const tokens = await tagger.tag(text, { language: 'de' });
    expect(tokens.map((token) => token.text)).toEqual(['abc', 'cd', 'ab', '.', 'cd', ',', 'ab', 'abcd']);
    await tagger.release();
  });
});
