import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRandom, DivergenceError } from '@tagger/core/internal';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SampledLoss } from '../../src/skip-gram/sampled-loss';
import {
  type SkipGramProgress,
  type TrainSkipGramOptions,
  trainSkipGram,
} from '../../src/skip-gram/train-skip-gram';

/** Sentences about the sea and about the sky, which share only small words. */
const topics = [
  ['ship', 'wave', 'sail', 'fish', 'anchor'],
  ['cloud', 'wing', 'bird', 'wind', 'star'],
];
function writeSentences(count: number): { words: string[] }[] {
  const random = createRandom(11, 'topics');
  return Array.from({ length: count }, () => {
    const topic = topics[random.integer(2)]!;
    const draw = (index: number) => (index % 3 === 0 ? 'the' : topic[random.integer(topic.length)]!);
    return { words: Array.from({ length: 3 + random.integer(7) }, (_, index) => draw(index)) };
  });
}

const sentences = writeSentences(600);
const text = sentences.map(({ words }) => words.join(' ')).join('\n');
const options: TrainSkipGramOptions = { dimension: 12, epochs: 4, window: 3, sample: 0, learningRate: 0.1 };

let folder: string;
let corpus: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'skip-gram-'));
  corpus = join(folder, 'corpus.txt');
  await writeFile(corpus, text);
});
afterAll(() => rm(folder, { recursive: true }));

describe('trainSkipGram', () => {
  it.each([1, 2])('finds words that are used alike, with threads: %i', async (threads) => {
    const vectors = await trainSkipGram(corpus, { ...options, threads });
    expect(vectors.dimension).toBe(12);
    expect(vectors.words[0]).toBe('the');
    for (const topic of topics) {
      for (const word of topic) {
        const others = vectors.nearest(word, 10).filter((neighbour) => neighbour.word !== 'the');
        expect(topic).toEqual(expect.arrayContaining(others.slice(0, 4).map((neighbour) => neighbour.word)));
      }
    }
  });

  it('gives the same vectors for the same seed, bit for bit, and others for another', async () => {
    const first = await trainSkipGram(corpus, options);
    const second = await trainSkipGram(corpus, options);
    const other = await trainSkipGram(corpus, { ...options, seed: 2 });
    expect(second.matrix).toEqual(first.matrix);
    expect(other.matrix).not.toEqual(first.matrix);
  });

  it('learns the same in WebAssembly as in TypeScript', async () => {
    const wasm = await trainSkipGram(corpus, options);
    const plain = await trainSkipGram(corpus, { ...options, engine: 'plain' });
    expect(plain.words).toEqual(wasm.words);
    for (const [index, value] of plain.matrix.entries()) expect(wasm.matrix[index]).toBeCloseTo(value, 3);
  });

  it('reads gzip, and sentences from memory, as it reads the file', async () => {
    const packed = join(folder, 'corpus.gz');
    await writeFile(packed, gzipSync(text));
    const expected = await trainSkipGram(corpus, options);
    for (const source of [packed, sentences]) {
      const vectors = await trainSkipGram(source, options);
      expect(vectors.words).toEqual(expected.words);
      expect(vectors.matrix).toEqual(expected.matrix);
    }
  });

  it('cuts words as asked', async () => {
    const path = join(folder, 'raw.txt');
    await writeFile(path, "Don't go, said he.\n".repeat(10));
    const vectors = await trainSkipGram(path, { ...options, tokenizer: {} });
    expect([...vectors.words].sort()).toEqual([',', '.', 'Do', 'go', 'he', "n't", 'said']);
    const spaced = await trainSkipGram(Array(5).fill({ words: ['10 000', 'men'] }), options);
    expect(spaced.words).toEqual(['10 000', 'men']);
  });

  it('reads several files, each as its ending says', async () => {
    const paths = [join(folder, 'part.txt'), join(folder, 'part.conllu')];
    const row = (word: string, index: number) => `${index + 1}\t${word}${'\t_'.repeat(8)}\n`;
    await writeFile(
      paths[0]!,
      sentences
        .slice(0, 300)
        .map(({ words }) => words.join(' '))
        .join('\n'),
    );
    await writeFile(
      paths[1]!,
      sentences
        .slice(300)
        .map(({ words }) => `${words.map(row).join('')}\n`)
        .join(''),
    );
    const shares: (number | undefined)[] = [];
    const onProgress = (step: SkipGramProgress) => step.phase === 'count' && shares.push(step.share);
    const vectors = await trainSkipGram(paths, { ...options, onProgress });
    expect(vectors.matrix).toEqual((await trainSkipGram(sentences, options)).matrix);
    expect(shares).toEqual([...shares].sort());
    expect(shares.at(-1)).toBe(1);
    await expect(trainSkipGram([paths[0]!, join(folder, 'none.txt')])).rejects.toThrow(
      'none.txt: no such file',
    );
  });

  it('tells how far it is, with the loss falling', async () => {
    const steps: SkipGramProgress[] = [];
    await trainSkipGram(corpus, { ...options, epochs: 20, onProgress: (step) => steps.push(step) });
    expect(steps[0]).toEqual({ phase: 'count', words: expect.any(Number), share: 1 });
    const training = steps.filter((step) => step.phase === 'train');
    const last = training.at(-1)!;
    expect(last).toMatchObject({ epoch: 20, words: last.totalWords, learningRate: 0 });
    expect(training[0]!.loss).toBeCloseTo(6 * Math.LN2, 5);
    expect(last.loss).toBeLessThan(training[0]!.loss);
  });

  it('stops when told to', async () => {
    const controller = new AbortController();
    const onProgress = ({ phase }: SkipGramProgress) => phase === 'train' && controller.abort();
    const training = trainSkipGram(corpus, { ...options, threads: 2, onProgress, signal: controller.signal });
    await expect(training).rejects.toThrow('aborted');
  });

  it.each([
    [{ dimension: 0 }, 'dimension must be a whole number from 1 to 8192, not 0'],
    [{ window: 1.5 }, 'window must be a whole number from 1 to 1000, not 1.5'],
    [{ sample: -1 }, 'sample must be a number from 0 to 1, not -1'],
    [{ learningRate: 0 }, 'learningRate must be a number above 0, up to 1e+38, not 0'],
    [{ seed: 0.5 }, 'seed must be a whole number from 0 to 9007199254740991, not 0.5'],
    [{ engine: 'simd' as 'wasm' }, 'engine must be one of wasm, plain, not simd'],
    [{ tokenizer: 'words' as 'blanks' }, "tokenizer must be 'blanks' or options of tokenize, not words"],
    [{ learningrate: 1 } as object, 'there is no setting learningrate'],
    [{ engine: 'plain', threads: 2 }, 'the plain engine has one thread only'],
  ] as const)('refuses %o', async (wrong, message) => {
    await expect(trainSkipGram(corpus, wrong)).rejects.toThrow(message);
  });

  it('refuses a corpus that has no two frequent words, or is not the same twice', async () => {
    const path = join(folder, 'small.txt');
    const tell = async (content: string | Uint8Array) => {
      await writeFile(path, content);
      return trainSkipGram(path).then(String, (error: Error) => error.message.replace(path, 'small.txt'));
    };
    expect(await tell('')).toBe('small.txt: the corpus has no words');
    expect(await tell('one\n'.repeat(9))).toBe(
      'small.txt: only one word occurs at least 5 times, of 1 different words (skip-gram needs two: take more text or a lower minimum count)',
    );
    expect(await tell('one two three')).toContain('no word occurs at least 5 times, of 3 different words');
    expect(await tell(Uint8Array.of(0x61, 0x0a, 0xff))).toContain('small.txt:2: the text is not UTF-8');
    expect(await tell('x'.repeat(300_000))).toContain('a word of more than 65536 bytes');
    await expect(trainSkipGram(join(folder, 'none.txt'))).rejects.toThrow('no such file');
    const once = sentences[Symbol.iterator]();
    await expect(trainSkipGram(once, options)).rejects.toThrow('not the same each time it is read');
  });
});

describe('training that diverges', () => {
  it.each<TrainSkipGramOptions>([
    { learningRate: 1e6 },
    { learningRate: 30 },
    { learningRate: 1e6, threads: 2 },
    { learningRate: 1e6, engine: 'plain', epochs: 1 },
    { learningRate: 1e38, epochs: 1 },
  ])('is an error, and gives no vectors: %j', async (more) => {
    await expect(trainSkipGram(corpus, { ...options, ...more })).rejects.toThrow(
      /^training of the word vectors diverged: .*\(use a lower learning rate\)$/,
    );
  });

  it('shows at the end of a corpus that is too small for a second sample', async () => {
    const few = sentences.slice(0, 30);
    const more = { epochs: 1, minimumCount: 1, learningRate: 1e3 };
    await expect(trainSkipGram(few, { ...options, ...more })).rejects.toThrow(DivergenceError);
    expect(
      (await trainSkipGram(few, { ...options, ...more, learningRate: 0.5 })).words.length,
    ).toBeGreaterThan(2);
  });

  it('is not seen in a loss that jumps once', () => {
    const loss = new SampledLoss(5);
    const guess = 6 * Math.LN2;
    for (let sample = 0; sample < 50; sample += 1) loss.add(guess);
    loss.add(100 * guess);
    expect(loss.mean).toBeCloseTo(guess + (99 * guess) / 51);
    expect(() => loss.add(Number.NaN)).toThrow('the loss is NaN, and 4.16 by guessing');
  });
});
