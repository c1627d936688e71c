import { ArgumentError, type Sentence, SettingsError, TaggerError } from '@tagger/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import { Tagger } from '../../src/tagger/tagger';
import { runtimes } from '../runners';
import { createSampleModel } from '../sample-model';

const { description, parameters } = createSampleModel({ cell: 'lstm', cellOutput: 'tanh' });
const bytes = encodeModelFile(description, parameters);

let tagger: Tagger;
beforeAll(async () => {
  tagger = await Tagger.load(bytes, { runtime: runtimes.node, threads: 1 });
});
afterAll(() => tagger.release());

/** What callers without types give. */
const untyped = (value: unknown) => value as never;

async function drain(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items);
}

const calls: Readonly<Record<string, (options: unknown) => Promise<unknown>>> = {
  tag: (options) => tagger.tag('I go', untyped(options)),
  tagTokens: (options) => tagger.tagTokens(['I', 'go'], untyped(options)),
  tagBatch: (options) => tagger.tagBatch([['I', 'go']], untyped(options)),
  tagSentences: (options) => drain(tagger.tagSentences([{ words: ['I', 'go'] }], untyped(options))),
  tagStream: (options) => drain(tagger.tagStream(['I go'], untyped(options))),
};

describe('arguments of a tagger', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['tag(undefined)', () => tagger.tag(untyped(undefined)), 'text must be a string, not undefined'],
    ['tag(null)', () => tagger.tag(untyped(null)), 'text must be a string, not null'],
    ['tag(5)', () => tagger.tag(untyped(5)), 'text must be a string, not a number'],
    [
      'tag of words',
      () => tagger.tag(untyped(['I', 'go'])),
      'text must be a string, not an array (words go to tagTokens)',
    ],
    [
      'tag of a promise',
      () => tagger.tag(untyped(Promise.resolve('I go'))),
      'text must be a string, not a Promise (await it first)',
    ],
    [
      'tagTokens of a text',
      () => tagger.tagTokens(untyped('I go')),
      'words must be an array of strings, not a string (a text goes to tag)',
    ],
    [
      'tagTokens of a number',
      () => tagger.tagTokens(untyped(['I', 5])),
      'words must be an array of strings; words[1] is a number',
    ],
    [
      'tagTokens of sentences',
      () => tagger.tagTokens(untyped([['I', 'go']])),
      'words must be an array of strings; words[0] is an array (several sentences go to tagBatch)',
    ],
    [
      'an empty word',
      () => tagger.tagTokens(['I', '']),
      'words must not contain empty strings; words[1] is an empty string',
    ],
    [
      'tagBatch of a text',
      () => tagger.tagBatch(untyped('I go')),
      'sentences must be an array of sentences, each an array of strings, not a string',
    ],
    [
      'tagBatch of words',
      () => tagger.tagBatch(untyped(['I', 'go'])),
      'sentences[0] must be an array of strings, not a string (the words of a single sentence go to tagTokens)',
    ],
    [
      'a string within tagBatch',
      () => tagger.tagBatch(untyped([['I'], 'go'])),
      'sentences[1] must be an array of strings, not a string (the words of a single sentence go to tagTokens)',
    ],
    [
      'null within tagBatch',
      () => tagger.tagBatch(untyped([['I'], ['go', null]])),
      'sentences[1] must be an array of strings; sentences[1][1] is null',
    ],
    [
      'probabilities of a text',
      () => tagger.probabilities(untyped('I go')),
      'sentences must be an array of sentences, each an array of strings, not a string',
    ],
    [
      'score of nothing',
      () => tagger.score(untyped(undefined)),
      'sentences must be an array of sentences, each an array of strings, not undefined',
    ],
    [
      'tagSentences of a text',
      () => drain(tagger.tagSentences(untyped('I go'))),
      'sentences must be an iterable of { words }, not a string',
    ],
    [
      'tagSentences of words',
      () => drain(tagger.tagSentences(untyped([['I', 'go']]))),
      'sentences[0] must be an object with words, not an array (arrays of words go to tagBatch)',
    ],
    [
      'tagSentences of a word that is no string',
      () => drain(tagger.tagSentences(untyped([{ words: ['I'] }, { words: ['go', 2] }]))),
      'sentences[1].words must be an array of strings; sentences[1].words[1] is a number',
    ],
    [
      'tagStream of numbers',
      () => drain(tagger.tagStream(untyped([1, 2]))),
      "chunks[0] must be a string, not a number (decode bytes first, as a stream does after setEncoding('utf8'))",
    ],
    [
      'tagStream of nothing',
      () => drain(tagger.tagStream(untyped(undefined))),
      'chunks must be a string or an iterable of strings, not undefined',
    ],
    ['knows of a number', async () => tagger.knows(untyped(5)), 'word must be a string, not a number'],
  ])('%s is refused', async (_, call, message) => {
    const error = await call().then(String, (reason: Error) => reason);
    expect(error).toBeInstanceOf(ArgumentError);
    expect(error).toHaveProperty('message', message);
  });

  it('give the sentences before the one that is refused', async () => {
    async function* source(): AsyncGenerator<Sentence> {
      yield { words: ['I', 'go'] };
      yield { words: untyped('I go') };
    }
    const tagged = tagger.tagSentences(source());
    expect((await tagged.next()).value!.words.map(({ text }: { text: string }) => text)).toEqual(['I', 'go']);
    await expect(tagged.next()).rejects.toThrow(ArgumentError);
  });

  it('may change as soon as the call has returned its promise', async () => {
    const words = ['the', 'dog'];
    const expected = await tagger.tagTokens(words);
    const batch = [[...words]];
    const [one, many, scores] = [tagger.tagTokens(words), tagger.tagBatch(batch), tagger.score(batch)];
    words.length = 0;
    batch[0]!.length = 0;
    batch.length = 0;
    expect(await one).toEqual(expected);
    expect(await many).toEqual([expected]);
    expect(await scores).toHaveLength(1);
  });

  it('may be a text as a stream', async () => {
    const found: string[] = [];
    for await (const tokens of tagger.tagStream('I go. I see.'))
      found.push(tokens.map(({ text }) => text).join(' '));
    expect(found).toEqual(['I go .', 'I see .']);
  });
});

describe.each(Object.entries(calls))('options of %s', (_, call) => {
  it.each<[unknown, string]>([
    [{ topk: 2 }, 'unknown option "topk"; did you mean "topK"?'],
    [{ topK: '2' }, 'topK must be a whole number of at least 1, not "2"'],
    [{ topK: Number.POSITIVE_INFINITY }, 'topK must be a whole number of at least 1, not Infinity'],
  ])('%j are refused', async (options, message) => {
    await expect(call(options)).rejects.toThrow(new SettingsError(message));
  });

  it.each([[null], [2], [[]]])('%j are refused', async (options) => {
    await expect(call(options)).rejects.toThrow(/^options must be an object, not /);
  });
});

describe('options of Tagger.load', () => {
  it.each<[unknown, string]>([
    [{ device: 'gpu' }, 'device must be one of auto, cpu, cuda, webgpu, not "gpu"'],
    [{ threads: -1 }, 'threads must be a whole number from 1 to 256, not -1'],
    [{ threads: '4' }, 'threads must be a whole number from 1 to 256, not "4"'],
    [{ Threads: 4 }, 'unknown option "Threads"; did you mean "threads"?'],
    [
      { runtime: 'onnxruntime-node' },
      "runtime must be 'wasm', 'onnx', a Runtime as loadRuntime() gives it, or a TaggingNetworkFactory, not \"onnxruntime-node\"",
    ],
  ])('%j are refused before the file is read', async (options, message) => {
    await expect(Tagger.load('missing.onnx', untyped(options))).rejects.toThrow(new SettingsError(message));
  });
});

it('refuses a sentence whose scores would take more than a gigabyte', async () => {
  const tags = Array.from({ length: 2 ** 18 }, (_, index) => `T${index}`);
  const wide = { ...description.network, hiddenSize: 1, embeddingSize: 1, tagCount: tags.length };
  const zeros = (count: number) => new Float32Array(count);
  const model = encodeModelFile(
    { ...description, network: wide, tags },
    {
      embedding: zeros(wide.vocabularySize),
      inputWeight: zeros(4),
      recurrentWeight: zeros(4),
      bias: zeros(4),
      outputWeight: zeros(tags.length),
      outputBias: zeros(tags.length),
    },
  );
  const many = await Tagger.load(model, { runtime: runtimes.node, threads: 1 });
  await expect(many.tagTokens(Array(1025).fill('dog'))).rejects.toThrow(
    new TaggerError('a sentence of 1025 words; the limit is 1024', { hint: 'cut it into sentences' }),
  );
  await many.release();
});
