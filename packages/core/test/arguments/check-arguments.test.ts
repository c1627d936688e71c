import { describe, expect, it } from 'vitest';
import { anyBoolean, checkOptions, oneOf, readWords, wholeNumber } from '../../src/arguments/check-arguments';
import { describeType, describeValue } from '../../src/arguments/describe-value';
import { suggest } from '../../src/arguments/suggest';
import { ArgumentError, SettingsError } from '../../src/errors';
import { collect } from '../../src/formats/collect';
import { parseJsonl } from '../../src/formats/jsonl';
import type { TextChunks } from '../../src/formats/text-chunks';
import { tokenize, tokenizeStream } from '../../src/tokenizer/tokenize';
import type { TokenizerOptions } from '../../src/tokenizer/tokenizer';
import { TagSet } from '../../src/vocabulary/tag-set';
import { Vocabulary } from '../../src/vocabulary/vocabulary';

class Secret {
  get [Symbol.toStringTag]() {
    return 'a\nb';
  }
}

describe('describeType', () => {
  it.each<[unknown, string]>([
    [undefined, 'undefined'],
    [null, 'null'],
    [5, 'a number'],
    ['', 'an empty string'],
    ['x', 'a string'],
    [[], 'an array'],
    [{}, 'an object'],
    [Object.create(null), 'an object'],
    [new Secret(), 'an object'],
    [Promise.resolve(), 'a Promise'],
    [new Uint8Array(), 'a Uint8Array'],
    [new ArrayBuffer(0), 'an ArrayBuffer'],
    [() => {}, 'a function'],
    [1n, 'a bigint'],
    [Symbol('s'), 'a symbol'],
  ])('of %o', (value, type) => {
    expect(describeType(value)).toBe(type);
  });

  it('shows short values alone', () => {
    expect([2, Number.NaN, true, 'gpu', 'x'.repeat(41), {}].map(describeValue)).toEqual([
      '2',
      'NaN',
      'true',
      '"gpu"',
      'a string',
      'an object',
    ]);
  });
});

describe('readWords', () => {
  const read = (value: unknown) => readWords(() => 'words', value);

  it('copies them', () => {
    const words = ['I', 'go'];
    const own = read(words);
    words.length = 0;
    expect(own).toEqual(['I', 'go']);
  });

  it.each<[unknown, string]>([
    ['I go', 'words must be an array of strings, not a string'],
    [undefined, 'words must be an array of strings, not undefined'],
    [new Set(['I']), 'words must be an array of strings, not a Set'],
    [['I', 5], 'words must be an array of strings; words[1] is a number'],
    [
      ['I', ['go']],
      'words must be an array of strings; words[1] is an array (several sentences go to tagBatch)',
    ],
    [new Array(2), 'words must be an array of strings; words[0] is undefined'],
    [['I', ''], 'words must not contain empty strings; words[1] is an empty string'],
    [Promise.resolve([]), 'words must be an array of strings, not a Promise (await it first)'],
  ])('refuses %o', (value, message) => {
    expect(() => read(value)).toThrow(expect.objectContaining({ name: 'ArgumentError', message }));
  });
});

describe('checkOptions', () => {
  interface Options {
    readonly topK?: number | undefined;
    readonly device?: string | undefined;
    readonly quiet?: boolean;
  }
  const rules = { topK: wholeNumber(1, 9), device: oneOf(['cpu', 'cuda']), quiet: anyBoolean };
  const check = (options: unknown) => checkOptions<Options>(options as Options, rules);

  it('takes what is right, and what is undefined', () => {
    check({});
    check({ topK: 9, device: 'cuda', quiet: false });
    check({ topK: undefined, device: undefined });
    check(Object.assign(Object.create(null), { topK: 1 }));
  });

  it.each<[unknown, string]>([
    [{ topk: 2 }, 'unknown option "topk"; did you mean "topK"?'],
    [{ devise: 'cpu' }, 'unknown option "devise"; did you mean "device"?'],
    [{ colour: 1 }, 'unknown option "colour"; the options are topK, device, quiet'],
    [{ toString: 1 }, 'unknown option "toString"; the options are topK, device, quiet'],
    [JSON.parse('{"__proto__": 1}'), 'unknown option "__proto__"; the options are topK, device, quiet'],
    [{ topK: '2' }, 'topK must be a whole number from 1 to 9, not "2"'],
    [{ topK: 0 }, 'topK must be a whole number from 1 to 9, not 0'],
    [{ topK: 10 }, 'topK must be a whole number from 1 to 9, not 10'],
    [{ topK: null }, 'topK must be a whole number from 1 to 9, not null'],
    [{ device: 'gpu' }, 'device must be one of cpu, cuda, not "gpu"'],
    [{ quiet: 'yes' }, 'quiet must be true or false, not "yes"'],
  ])('refuses %j', (options, message) => {
    expect(() => check(options)).toThrow(new SettingsError(message));
  });

  it.each([[null], ['topK'], [[2]], [5]])('refuses %j in the place of options', (options) => {
    expect(() => check(options)).toThrow(/^options must be an object, not /);
  });
});

describe('suggest', () => {
  it('gives what differs by a slip of the hand, and nothing for a name without a like or without end', () => {
    expect(suggest('TOPK', ['topK', 'language'])).toBe('topK');
    expect(suggest('langauge', ['topK', 'language'])).toBe('language');
    expect(suggest('x', ['topK'])).toBeUndefined();
    expect(suggest('topK'.repeat(1e5), ['topK'])).toBeUndefined();
    expect(suggest('topK', [])).toBeUndefined();
  });
});

describe('functions that take text', () => {
  it.each<[unknown]>([[undefined], [5], [['I', 'go']]])('refuse %j', async (text) => {
    expect(() => tokenize(text as string)).toThrow(/^text must be a string, not /);
    const chunks = [text] as TextChunks;
    const read = async (sentences: AsyncIterable<unknown>) => collect(sentences);
    await expect(read(tokenizeStream(chunks))).rejects.toThrow(/^chunks\[0\] must be a string, not /);
    await expect(read(parseJsonl(chunks))).rejects.toThrow(/^chunks\[0\] must be a string, not /);
  });

  it('say how bytes become text', async () => {
    async function* bytes() {
      yield 'I ';
      yield new TextEncoder().encode('go');
    }
    await expect(collect(tokenizeStream(bytes() as AsyncIterable<string>))).rejects.toThrow(
      new ArgumentError('chunks[1] must be a string, not a Uint8Array', {
        hint: "decode bytes first, as a stream does after setEncoding('utf8')",
      }),
    );
  });

  it.each([[undefined], [5], [{}]])('refuse %j as a stream', async (chunks) => {
    await expect(collect(tokenizeStream(chunks as string))).rejects.toThrow(
      /^chunks must be a string or an iterable of strings, not /,
    );
  });

  it('take a text, pieces that are there, and pieces that come', async () => {
    async function* coming() {
      yield* ['I g', 'o.'];
    }
    for (const chunks of ['I go.', ['I g', 'o.'], coming()])
      expect((await collect(tokenizeStream(chunks))).map(({ words }) => words)).toEqual([['I', 'go', '.']]);
  });

  it('name unknown options', () => {
    expect(() => tokenize('I go', { local: 'en' } as TokenizerOptions)).toThrow(
      'unknown option "local"; did you mean "locale"?',
    );
    expect(() => tokenize('I go', JSON.parse(`{ "lines": 1 }`))).toThrow(
      'lines must be true or false, not 1',
    );
  });
});

describe('functions that take words', () => {
  it.each<[unknown]>([[undefined], ['ab'], [[1]]])('refuse %j', (words) => {
    expect(() => Vocabulary.from(words as string[])).toThrow(ArgumentError);
    expect(() => TagSet.from(words as string[])).toThrow(ArgumentError);
  });
});
