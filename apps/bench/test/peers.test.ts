import { describe, expect, it } from 'vitest';
import { alignTags } from '../src/peers/align-tags';
import { measurePeer } from '../src/peers/measure-peer';
import { measureTagger } from '../src/peers/measure-tagger';
import { type Peer, universalTags } from '../src/peers/peer';
import { peers } from '../src/peers/peers';
import { type PeerProcess, runPeers } from '../src/peers/run-peers';
import { torchProcess } from '../src/peers/torch-process';
import { winkNlp } from '../src/peers/wink-nlp';
import { reasonOf } from '../src/reason-of';

const tagWith = async (peer: Peer, words: readonly string[]) => {
  const tagger = await peer.load();
  return tagger.toUniversal(words, tagger.tag(words));
};

describe.each(peers)('$name', (peer) => {
  it('tags plain words as anyone would', async () => {
    const words = ['The', 'old', 'baker', 'has', "n't", 'slept', 'in', 'her', 'house', '.'];
    expect(await tagWith(peer, words)).toEqual([
      ...['DET', 'ADJ', 'NOUN', 'AUX', 'PART', 'VERB', 'ADP', 'PRON', 'NOUN', 'PUNCT'],
    ]);
  });

  // wink-nlp alone gives UPOS of its own, which stays.
  it.skipIf(peer === winkNlp)(
    'tells particles, conjunctions and auxiliaries by their neighbours',
    async () => {
      const words = ['They', 'have', 'to', 'walk', 'to', 'Berlin', 'before', 'they', 'do', 'it', '.'];
      const tags = await tagWith(peer, words);
      expect(tags[1]).toBe('VERB');
      expect(tags[2]).toBe('PART');
      expect(tags[4]).toBe('ADP');
      expect(tags[6]).toBe('SCONJ');
      expect(tags[8]).toBe('VERB');
    },
  );

  it.each([
    [
      [
        '😀',
        '10,000',
        'https://example.org/a-b?c=d',
        'can not',
        'rock-and-roll',
        'n’t',
        "'ll",
        '...',
        'we',
        '.',
      ],
    ],
    [['', ' ', '\u200b', '\u00a0', 'we', '.']],
    [['a b c', 'd\te', "don't", 'cannot', 'gonna', "o'clock's", '(', '-', ')', 'we', '.']],
    [['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'we', '.']],
    [['🏳️‍🌈', 'é', 'e\u0301', '日本語', '\ud800', 'U.S.', 'x@y.example', '#tag', '@name', 'we', '.']],
    [['we', '.', 'We', '?', 'we', '.']],
  ])('gives each of %j one tag', async (words) => {
    const tags = await tagWith(peer, words);
    expect(tags).toHaveLength(words.length);
    expect(universalTags).toEqual(expect.arrayContaining([...new Set(tags)]));
    expect(tags.slice(-2)).toEqual(['PRON', 'PUNCT']);
  });

  it('tags no words as no tags, and says how its tags are read', async () => {
    expect(await tagWith(peer, [])).toEqual([]);
    expect(peer.version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(peer.mapping).toContain('UPOS');
  });
});

describe('alignTags', () => {
  it('takes the last part of a word that is not punctuation', () => {
    const found = [
      { text: 'well', tag: 'ADV' },
      { text: '-', tag: 'PUNCT' },
      { text: 'known', tag: 'VERB' },
      { text: 'U.S', tag: 'PROPN' },
      { text: '.', tag: 'PUNCT' },
    ];
    expect(alignTags(['well-known', 'U.S.'], found)).toEqual(['VERB', 'PROPN']);
  });

  it('gives words that one token spans its tag, and words without a token none', () => {
    const found = [
      { text: 'New York', tag: 'PROPN' },
      { text: 'sleeps', tag: 'VERB' },
    ];
    expect(alignTags(['New', 'York', '*', '', 'sleeps'], found)).toEqual([
      ...['PROPN', 'PROPN', undefined, undefined, 'VERB'],
    ]);
  });
});

const peer = (name: string) => peers.find((candidate) => candidate.name === name)!;
const sentences = [
  { words: ['We', 'sleep', '.'], tags: ['PRON', 'VERB', 'PUNCT'] },
  { words: ['The', 'house', '.'], tags: ['DET', 'NOUN', 'X'] },
];

describe('measurePeer', () => {
  it('counts tokens and right tags, and takes the median of the passes after the first', async () => {
    // Start and end of three passes of 1, 3 and 2 seconds.
    const times = [0, 1000, 1000, 4000, 4000, 6000];
    const now = () => times.shift()!;
    const measure = await measurePeer(peer('pos'), sentences, { passes: 3, now });
    expect(measure).toMatchObject({ name: 'pos', tokens: 6, accuracy: 5 / 6, tokensPerSecond: 3 });
  });

  it('says that a package is missing', async () => {
    const name = 'no-such-tagger';
    const load = () => import(/* @vite-ignore */ `${name}`);
    const measure = await measurePeer({ ...peer('pos'), load }, sentences);
    expect(measure).toMatchObject({ name: 'pos', notMeasured: expect.stringContaining(name) });
    expect(measure).not.toHaveProperty('accuracy');
  });

  it('says that a model file is missing', async () => {
    const measure = await measureTagger('no-such-model.onnx', sentences);
    expect(measure).toMatchObject({
      name: 'Tagger',
      notMeasured: expect.stringContaining('no-such-model.onnx'),
    });
  });
});

describe('runPeers', () => {
  const script = (name: string, text: string): PeerProcess => ({
    name,
    version: '1',
    mapping: '',
    command: process.execPath,
    arguments: ['-e', text],
    readMeasure: ([line]) => line as { tokens: number; accuracy: number; tokensPerSecond: number },
  });

  it('goes on after a peer that fails', async () => {
    const seen: string[] = [];
    const results = await runPeers(
      [
        script('throws', "throw new TypeError('the lexicon is empty')"),
        script('leaves', 'process.exit(3)'),
        script('dies', "process.kill(process.pid, 'SIGKILL')"),
        script('is silent', ''),
        { ...script('is not there', ''), command: 'no-such-program' },
        script('works', 'console.log(\'hello\'); console.log(\'{"tokens":5,"accuracy":1}\')'),
      ],
      ({ name }) => seen.push(name),
    );
    expect(results.map((result) => ('notMeasured' in result ? result.notMeasured : result.tokens))).toEqual([
      'the lexicon is empty',
      'exit status 3',
      'ended by SIGKILL',
      'it printed nothing',
      'spawn no-such-program ENOENT',
      5,
    ]);
    expect(seen).toEqual(results.map(({ name }) => name));
  });

  it('reads the last epoch of PyTorch, and the median of its passes over the test corpus', () => {
    const { readMeasure } = torchProcess({ script: 'torch.py', train: 'a.conllu', test: 'b.conllu' });
    const passes = [0.5, 2, 1].flatMap((taggingSeconds, epoch) => [
      { taggingSeconds, tokens: 100 },
      { epoch, accuracy: 0.1 * epoch, tokens_per_second: 7 },
    ]);
    expect(readMeasure([{ version: '1.13' }, ...passes])).toEqual({
      version: '1.13',
      tokens: 100,
      accuracy: 0.2,
      tokensPerSecond: 100,
    });
  });

  it('reads the line of a Python error', () => {
    const stderr =
      'Traceback (most recent call last):\n  File "x"\nModuleNotFoundError: No module named \'torch\'\n';
    expect(reasonOf(Object.assign(new Error('Command failed'), { stderr }))).toBe("No module named 'torch'");
  });
});
