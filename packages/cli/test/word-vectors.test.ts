import { createRandom } from '@tagger/core/internal';
import { decodeModelFile } from '@tagger/models/internal';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Signal } from '../src/io/io';
import type { RunOptions } from './run-tagger';
import { createWorkspace, sampleSentences, toConllu } from './workspace';

const folder = createWorkspace();
const { tagger, failure } = folder;
/** Two topics that share nothing but small words. */
const topics = [
  ['ship', 'wave', 'sail'],
  ['cloud', 'wing', 'bird'],
];
const small = '--dim 12 --min-count 1 --sample 0 --lr 0.1';

/** Sends the signal when this is shown first: a second signal would end the process. */
function killOnce(shown: string, signal: Signal): NonNullable<RunOptions['onOutput']> {
  let isSent = false;
  return (text, kill) => {
    if (isSent || !text.includes(shown)) return;
    isSent = true;
    kill(signal);
  };
}

beforeAll(async () => {
  const random = createRandom(7, 'topics');
  const line = () => {
    const topic = topics[random.integer(2)]!;
    const words = Array.from({ length: 4 }, () => topic[random.integer(3)]!);
    return ['the', ...words].join(' ');
  };
  await folder.write('corpus.txt', `${Array.from({ length: 400 }, line).join('\n')}\n`);
  await folder.write('train.conllu', toConllu(sampleSentences(60, 1)));
  await folder.write('dev.conllu', toConllu(sampleSentences(10, 2)));
  await folder.write(
    'words.vec',
    '4 6\ndog 1 2 3 4 5 6\nhorse 1 2 3 4 5 6\nTHE 6 5 4 3 2 1\ncat 1 1 1 1 1 1\n',
  );
});

describe('embed', () => {
  it('writes vectors, and says what is next', async () => {
    const { status, stdout, stderr } = await tagger(`embed @corpus.txt -o @vectors.vec ${small}`);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toContain('vectors of 7 words, 12 numbers each\n');
    expect(stdout).toContain('next: tagger neighbours vectors.vec WORD');
    expect(await folder.readText('vectors.vec')).toMatch(/^7 12\nthe (-?\d\S* ?){12}\n/);
  });

  it('shows a bar at a terminal, for counting and for training', async () => {
    const { stderr } = await tagger(`embed @corpus.txt -o @vectors.vec ${small}`, { isTerminal: true });
    expect(stderr).toMatch(/counting words ━+ +\d+% \| [\d,]+ words/);
    expect(stderr).toMatch(/skip-gram epoch \d .*words\/s \| loss \d\.\d{3} \| \d:\d\d left/);
  });

  it('prints one JSON object for programs, and gives the same bytes for the same seed', async () => {
    const run = (name: string, flags = '') =>
      tagger(`embed @corpus.txt -o @${name} --json ${small} ${flags}`);
    const { stdout } = await run('first.bin');
    const first = await folder.read('first.bin');
    expect(JSON.parse(stdout)).toMatchObject({
      output: 'first.bin',
      bytes: first.length,
      words: 7,
      dimension: 12,
    });
    await run('second.bin');
    await run('third.bin', '--seed 2');
    expect(await folder.read('second.bin')).toEqual(first);
    expect(await folder.read('third.bin')).not.toEqual(first);
  });

  it('takes several files, cut text if asked, and writes other formats', async () => {
    await folder.write('raw.txt', "Don't go. I saw it!\n");
    const flags = `-o @glove.txt --output-format glove --tokenize ${small}`;
    expect((await tagger(`embed @raw.txt @train.conllu ${flags}`)).status).toBe(0);
    const words = (await folder.readText('glove.txt')).split('\n').map((line) => line.split(' ')[0]);
    expect(words).toEqual(expect.arrayContaining(["n't", '!', 'saw', 'dog']));
  });

  it('keeps the file that was there when it is interrupted', async () => {
    await folder.write('kept.vec', 'as it was');
    for (const phase of ['counting', 'skip-gram']) {
      const { status, stderr } = await tagger(`embed @corpus.txt -o @kept.vec --epochs 99 ${small}`, {
        isTerminal: true,
        onOutput: killOnce(phase, 'SIGINT'),
      });
      expect(status).toBe(130);
      expect(stderr).toMatch(/tagger: interrupted: kept\.vec is not written\n$/);
    }
    expect(await folder.readText('kept.vec')).toBe('as it was');
    expect((await folder.list()).filter((name) => name.includes('tmp'))).toEqual([]);
  });
});

describe('neighbours', () => {
  beforeAll(async () => {
    await tagger(`embed @corpus.txt -o @topics.vec --epochs 20 ${small}`);
  });

  it('shows the nearest words of each', async () => {
    const { status, stdout } = await tagger('neighbours @topics.vec ship bird --count 2');
    expect(status).toBe(0);
    const rows = stdout.split('\n').map((line) => line.split(/ +/)[0]);
    expect(rows.map((word) => topics.findIndex((topic) => topic.includes(word!)))).toEqual([
      0, 0, 0, -1, 1, 1, 1, -1,
    ]);
    expect(stdout).toMatch(/^ship +similarity\n\w+ +0\.\d{4}\n/);
  });

  it('solves analogies, and prints JSON', async () => {
    await folder.write('royal.txt', 'man 1 0\nking 1 1\nwoman -1 0\nqueen -1 1\nking2 1 0.9\n');
    const { stdout } = await tagger('neighbours @royal.txt --analogy man king woman --count 1 --json');
    const [answer] = JSON.parse(stdout);
    expect(answer.query).toBe('man : king = woman : ?');
    expect(answer.neighbours).toMatchObject([{ word: 'queen' }]);
  });

  it('reads the words asked for and the first of the file alone', async () => {
    const { stdout } = await tagger('neighbours @words.vec cat --limit 1 --json');
    expect(JSON.parse(stdout)[0].neighbours.map(({ word }: { word: string }) => word)).toEqual(['dog']);
  });
});

describe('train with word vectors', () => {
  const train = `train --preset report --train @train.conllu --dev @dev.conllu -o @model.onnx --epochs 2 --hidden 8 --batch 4 --threads 1`;
  const model = async () => decodeModelFile(await folder.read('model.onnx'), 'model').description;

  it('lets their words join the vocabulary, up to a limit, and finds them in another case', async () => {
    const { status, stderr } = await tagger(`${train} --vectors @words.vec --freeze-vectors`);
    expect(status).toBe(0);
    expect(stderr).toContain('4 word vectors of 6 numbers\n');
    const { network, words, lookup, training } = await model();
    expect(network.embeddingSize).toBe(6);
    expect(words.slice(lookup.trainedWords)).toEqual(['horse', 'THE']);
    expect(lookup.caseFallback).toBe(true);
    expect(training).toMatchObject({ vectors: 'words.vec', settings: { freezeVectors: true } });
    const tagged = await tagger('tag @model.onnx - --json', { input: 'the horse sees the dog .' });
    expect(tagged.status).toBe(0);

    await tagger(`${train} --vectors @words.vec --vector-words 0 --no-case-fallback`);
    expect((await model()).words).not.toContain('horse');
    expect((await model()).lookup.caseFallback).toBe(false);
    await tagger(`${train} --case-fallback`);
    expect((await model()).lookup.caseFallback).toBe(true);
  });

  it('learns vectors on the training text, and shows it', async () => {
    const line = `${train} --embedding 6 --pretrain skipgram`;
    const { status, stderr } = await tagger(line, { isTerminal: true });
    expect(status).toBe(0);
    expect(stderr).toContain('skip-gram epoch');
    expect((await model()).training.vectors).toBe('skipgram');
    const first = await folder.read('model.onnx');
    const quiet = await tagger(`${line} --quiet`);
    expect(quiet.stderr).toBe('');
    expect(await folder.read('model.onnx')).toEqual(first);
  });

  it('writes nothing when it is interrupted before training', async () => {
    await folder.write('model.onnx', 'as it was');
    const { status, stderr } = await tagger(`${train} --embedding 6 --pretrain skipgram`, {
      isTerminal: true,
      onOutput: killOnce('skip-gram', 'SIGTERM'),
    });
    expect(status).toBe(143);
    expect(stderr).toMatch(/tagger: interrupted before training\n$/);
    expect(await folder.readText('model.onnx')).toBe('as it was');
  });

  it('goes on after an interruption with the same vectors', async () => {
    const line = `${train} --embedding 6 --pretrain skipgram --seed 4`;
    await tagger(line);
    const whole = await folder.read('model.onnx');
    const interrupted = await tagger(line, {
      onOutput: (text, kill) => {
        if (/^1 .*%/.test(text)) kill('SIGINT');
      },
    });
    expect(interrupted.status).toBe(130);
    expect((await tagger(`${line} --resume`)).status).toBe(0);
    expect(await folder.read('model.onnx')).toEqual(whole);
  });
});

describe('what cannot be', () => {
  beforeAll(async () => {
    const binary = Buffer.concat([
      Buffer.from('2 3\n'),
      ...['dog', 'cat'].map((word) =>
        Buffer.concat([
          Buffer.from(`${word} `),
          Buffer.from(Float32Array.of(1, 2, 3).buffer),
          Buffer.from('\n'),
        ]),
      ),
    ]);
    await folder.write('cut.bin', binary.subarray(0, -6));
    await folder.write('count.vec', '3 2\ndog 1 2\ncat 3 4\n');
    await folder.write('size.vec', '2 3\ndog 1 2\ncat 3 4\n');
    await folder.write('nan.vec', '2 2\ndog 1 2\ncat NaN 4\n');
    await folder.write('latin.vec', Buffer.from('1 2\nd\u00f6g 1 2\n', 'latin1'));
    await folder.write('empty.vec', '');
    await folder.write('empty.txt', '');
    await folder.write('one.txt', 'word word word word word word\n');
  });

  it.each([
    ['cut.bin', /^cut\.bin: /],
    ['count.vec', /^count\.vec: .*2.*3|^count\.vec: .*3.*2/],
    ['size.vec', /^size\.vec:2: .*2 values, not 3/],
    ['nan.vec', /^nan\.vec:3: .*NaN/],
    ['latin.vec', /^latin\.vec:2: .*UTF-8/],
    ['empty.vec', /^empty\.vec: the file is empty$/],
    ['gone.vec', /^gone\.vec: no such file$/],
  ])('vectors of %s', async (name, message) => {
    const told = await failure(`neighbours @${name} dog`);
    expect(told).toMatch(message);
    expect(await failure(`train --train @train.conllu -o @new.onnx --quiet --vectors @${name}`)).toBe(told);
  });

  it.each([
    ['@empty.txt', 'empty.txt: the corpus has no words'],
    [
      '@one.txt',
      'one.txt: only one word occurs at least 5 times, of 1 different words (skip-gram needs two: take more text or a lower minimum count)',
    ],
    ['@gone.txt', 'gone.txt: no such file'],
    ['-', 'the corpus is read more than once: it cannot be the standard input (save it as a file)'],
    ['@corpus.txt --dim 0', '--dim must be a whole number from 1 to 8192, not 0'],
    ['@corpus.txt --epochs 0', '--epochs must be a whole number from 1 to 100000, not 0'],
    ['@corpus.txt --sample -1', '--sample must be a number from 0 to 1, not -1'],
    ['@corpus.txt --dim 1e9', '--dim must be a whole number from 1 to 8192, not 1000000000'],
    ['@corpus.txt --window 1e9', '--window must be a whole number from 1 to 1000, not 1000000000'],
    ['@corpus.txt --seed -1', `--seed must be a whole number from 0 to ${Number.MAX_SAFE_INTEGER}, not -1`],
    ['@corpus.txt --lr 0', '--lr must be a number above 0, up to 1e+38, not 0'],
  ])('embed %s', async (corpus, message) => {
    expect(await failure(`embed ${corpus} -o @new.vec`)).toBe(message);
  });

  it.each([
    [
      'embed @corpus.txt -o @corpus.txt',
      'corpus.txt is the corpus: the vectors would replace it (give -o another file)',
    ],
    ['embed @corpus.txt -o -', 'vectors cannot be written to standard output (give -o a file)'],
    ['neighbours @words.vec dog zebra', '"zebra" has no vector (upper and lower case are distinguished)'],
    ['neighbours @words.vec --analogy dog cat', '--analogy takes three words, not 2'],
    [
      'train --train @train.conllu -o @new.onnx --freeze-vectors',
      '--freeze-vectors has nothing to freeze (give --vectors FILE or --pretrain skipgram)',
    ],
    [
      'train --train @train.conllu -o @words.vec --vectors @words.vec',
      'words.vec is an input: the model would replace it (give -o another file)',
    ],
    [
      'train --preset report --train @train.conllu -o @new.onnx --quiet --vectors @words.vec --embedding 7',
      '--embedding is 7, but the word vectors have 6 dimensions',
    ],
  ])('%s', async (line, message) => {
    expect(await failure(line)).toBe(message);
  });

  it('--pretrain with --vectors, or by another method', async () => {
    const train = `train --train @train.conllu -o @new.onnx`;
    expect(await failure(`${train} --pretrain skipgram --vectors @words.vec`)).toMatch(
      /cannot be used with option/,
    );
    expect(await failure(`${train} --pretrain bert`)).toMatch(/Allowed choices are skipgram/);
  });
});
