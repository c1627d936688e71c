import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sentence, SettingsError, TaggerError } from '@tagger/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeviceError, ModelError } from '../../src/errors';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import type { LoadOptions } from '../../src/tagger/load-options';
import type { TaggingNetworkFactory } from '../../src/tagger/network-factory';
import type { TaggedWord } from '../../src/tagger/tagged';
import { Tagger } from '../../src/tagger/tagger';
import { runtimes } from '../runners';
import { createSampleModel, sampleSentences, sampleTags } from '../sample-model';

const { description, parameters } = createSampleModel({ cell: 'lstm', cellOutput: 'tanh' });
const bytes = encodeModelFile(description, parameters);
const text = 'I saw her duck. The naïve 😀 dog doesn’t run!\n\nA cat sees "a" dog… ';
const never = new Promise<never>(() => {});

let folder: string;
let tagger: Tagger;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tagger-'));
  await writeFile(join(folder, 'model.onnx'), bytes);
  tagger = await Tagger.load(bytes, { threads: 1 });
});
afterAll(async () => {
  await tagger.release();
  await rm(folder, { recursive: true });
});

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const result: Item[] = [];
  for await (const item of items) result.push(item);
  return result;
}

describe('Tagger.load', () => {
  it('gives what the file says of itself, and the runtime', async () => {
    const loaded = await Tagger.load(join(folder, 'model.onnx'));
    expect(loaded.model).toEqual(description);
    expect(loaded.runtimeName).toBe('WebAssembly');
    await loaded.release();
  });

  it('runs on ONNX Runtime if told so, and on a factory that it is given', async () => {
    const words = [
      ['I', 'saw', 'her', 'duck', '.'],
      ['the', 'dog', 'runs'],
    ];
    const expected = await tagger.tagBatch(words);
    const onnx = await Tagger.load(bytes, { runtime: 'onnx', threads: 1 });
    expect(onnx.runtimeName).toMatch(/^onnxruntime-node \d/);
    const close = (tagged: readonly TaggedWord[]) =>
      tagged.map((word) => ({ ...word, score: expect.closeTo(word.score, 2) }));
    expect(await onnx.tagBatch(words)).toEqual(expected.map(close));
    await onnx.release();
    const always: TaggingNetworkFactory = {
      name: 'always the second tag',
      create: async () => ({
        groupWords: 100,
        plan: (lengths) => [[...lengths.keys()]],
        run: async () => ({
          starts: Int32Array.of(0, 1),
          stride: 2,
          tags: new Int32Array(10).fill(1),
          confidences: new Float32Array(10).fill(0.5),
          hasNaN: false,
        }),
        release: async () => {},
      }),
    };
    const own = await Tagger.load(bytes, { runtime: always });
    expect(own.runtimeName).toBe(always.name);
    expect(await own.tagTokens(['dog'])).toEqual([{ text: 'dog', tag: description.tags[1], score: 0.5 }]);
  });

  it.each([
    ['wasm', 'wasm', 'cuda'],
    ['wasm', 'wasm', 'webgpu'],
    ['onnx', 'onnx', 'webgpu'],
    ['onnx', runtimes.node, 'webgpu'],
  ] as const)('refuses a device that a runtime does not tag on: %s', async (name, runtime, device) => {
    await expect(Tagger.load(bytes, { runtime, device })).rejects.toThrow(
      `runtime ${name} does not tag on the device ${device} (leave runtime out)`,
    );
  });

  it('names the file that it cannot read', async () => {
    const expectError = async (file: string, problem: string) =>
      expect(Tagger.load(file)).rejects.toThrow(new ModelError(problem, { location: { file } }));
    await expectError(join(folder, 'missing.onnx'), 'no such file');
    await expectError(folder, 'is a folder, not a model file');
  });

  it('names the file that is no model', async () => {
    const path = join(folder, 'half.onnx');
    await writeFile(path, bytes.subarray(0, bytes.length / 2));
    await expect(Tagger.load(path)).rejects.toThrow(`${path}: not a model file, or only a part of one`);
  });

  it('says in one line that a device is not there', async () => {
    const error = await Tagger.load(bytes, { runtime: runtimes.web, device: 'cuda' }).catch(
      (reason) => reason,
    );
    expect(error).toBeInstanceOf(DeviceError);
    expect(error.message).toMatch(/^device cuda is not available in onnxruntime-web: .*$/);
  });
});

describe('tag', () => {
  it('gives each token with its place in the text, its sentence and a score', async () => {
    const tokens = await tagger.tag(text);
    expect(tokens.map((token) => token.text).join(' ')).toBe(
      'I saw her duck . The naïve 😀 dog does n’t run ! A cat sees " a " dog …',
    );
    for (const { text: word, start, end, tag, score } of tokens) {
      expect(text.slice(start, end)).toBe(word);
      expect(sampleTags).toContain(tag);
      expect(score).toBeGreaterThan(1 / sampleTags.length);
      expect(score).toBeLessThanOrEqual(1);
    }
    expect(tokens.map(({ sentence }) => sentence)).toEqual([
      ...Array(5).fill(0),
      ...Array(8).fill(1),
      ...Array(8).fill(2),
    ]);
  });

  it('tags each sentence for itself', async () => {
    const tokens = await tagger.tag(text);
    const second = tokens.filter(({ sentence }) => sentence === 1);
    const alone = await tagger.tagTokens(second.map((token) => token.text));
    expect(second.map(({ tag }) => tag)).toEqual(alone.map(({ tag }) => tag));
  });

  it.each(['', ' \n\t '])('gives nothing for %j', async (empty) => {
    expect(await tagger.tag(empty)).toEqual([]);
  });
});

describe('the language in which text is cut', () => {
  const words = (tokens: readonly { readonly text: string }[]) => tokens.map((token) => token.text).join(' ');
  async function* stream() {
    yield "I can't";
  }
  const load = (language: string | undefined, options: LoadOptions = {}) => {
    const corpus = { ...description.training.corpus, language };
    const training = { ...description.training, corpus };
    return Tagger.load(encodeModelFile({ ...description, training }, parameters), { threads: 1, ...options });
  };

  it.each<[string, string | undefined, LoadOptions, string, string]>([
    ['English where the model names none', undefined, {}, 'en', "I ca n't"],
    ["the model's", 'nl', {}, 'nl', "I can't"],
    ['the one that load is given', 'nl', { language: 'en-GB' }, 'en-GB', "I ca n't"],
  ])('is %s', async (_, language, options, expectedLanguage, expected) => {
    const loaded = await load(language, options);
    expect(loaded.language).toBe(expectedLanguage);
    expect(words(await loaded.tag("I can't"))).toBe(expected);
    for await (const tokens of loaded.tagStream(stream())) expect(words(tokens)).toBe(expected);
    await loaded.release();
  });

  it('is the one that a call is given', async () => {
    expect(words(await tagger.tag("I can't", { language: 'nl' }))).toBe("I can't");
    for await (const tokens of tagger.tagStream(stream(), { language: 'nl' }))
      expect(words(tokens)).toBe("I can't");
    await expect(tagger.tag('hi', { language: 'no tag' })).rejects.toThrow(
      new SettingsError("'no tag' is not a language tag", { hint: 'such as en, ja or pt-BR' }),
    );
  });
});

describe('tagSentences', () => {
  const lengths = Array.from({ length: 2500 }, (_, index) => 1 + (index % 7));
  const sentences: Sentence[] = sampleSentences(lengths).map((words, index) => ({ words, line: index + 1 }));

  it('gives each sentence with its words, in order, and keeps what else it holds', async () => {
    const tagged = await collect(tagger.tagSentences(sentences));
    expect(tagged.map(({ sentence }) => sentence)).toEqual(sentences);
    const batch = await tagger.tagBatch(sentences.map(({ words }) => words));
    expect(tagged.map(({ words }) => words.map(({ text, tag }) => [text, tag]))).toEqual(
      batch.map((words) => words.map(({ text, tag }) => [text, tag])),
    );
  });

  it('reads no more than it needs, and closes the source when its reader stops', async () => {
    let [read, closed] = [0, false];
    async function* source() {
      try {
        for (const sentence of sentences) {
          read++;
          yield sentence;
        }
      } finally {
        closed = true;
      }
    }
    for await (const { sentence } of tagger.tagSentences(source())) if (sentence.line === 3) break;
    expect(closed).toBe(true);
    expect(read).toBeLessThan(sentences.length / 2);
  });

  it('reads few sentences at once where they are long', async () => {
    let read = 0;
    function* source() {
      for (const words of sampleSentences(Array(20).fill(8000))) {
        read++;
        yield { words };
      }
    }
    for await (const { words } of tagger.tagSentences(source())) {
      expect(words).toHaveLength(8000);
      break;
    }
    expect(read).toBeLessThan(8);
  });

  it('answers a sentence although the source has not ended', async () => {
    async function* source() {
      yield sentences[0]!;
      await never;
    }
    const { value } = await tagger.tagSentences(source()).next();
    expect(value!.sentence).toBe(sentences[0]);
  });

  it('passes options on, and the error of a source', async () => {
    async function* source() {
      yield sentences[0]!;
      throw new TaggerError('broken');
    }
    const tagged = tagger.tagSentences(source(), { topK: 2 });
    expect((await tagged.next()).value!.words[0]!.alternatives).toHaveLength(2);
    await expect(tagged.next()).rejects.toThrow('broken');
  });
});

describe('tagStream', () => {
  it.each([1, 7, 1000])('gives what tag gives for the whole text, cut every %d characters', async (size) => {
    async function* chunks() {
      for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
    }
    const streamed = await collect(tagger.tagStream(chunks()));
    expect(streamed.map((tokens) => tokens[0]!.sentence)).toEqual([0, 1, 2]);
    const whole = await tagger.tag(text);
    const withoutScore = ({ score, ...token }: (typeof whole)[number]) => token;
    expect(streamed.flat().map(withoutScore)).toEqual(whole.map(withoutScore));
  });
});
