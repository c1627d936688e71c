/**
 * Skip-gram here and in fastText, on the same plain text and with the same settings, by turns:
 *
 *   node bench/compare-with-fasttext.js corpus.txt [--runs 3] [--threads 1] [--analogies questions-words.txt]
 *
 * Prints words per second of training (without counting words and writing the vectors), their medians and ratio, and the
 * accuracy on the analogies, each run with its own seed. Needs the built package, and `fasttext` on the path.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { evaluateAnalogies } from '../dist/index.js';
import { readAnalogies, readVectors, trainSkipGram } from '../dist/node.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '3' },
    threads: { type: 'string', default: '1' },
    analogies: { type: 'string' },
    only: { type: 'string', default: 'fasttext,tagger' },
  },
});
const [corpus] = positionals;
if (!corpus) throw new Error('usage: node bench/compare-with-fasttext.js corpus.txt');
const threads = Number(values.threads);
const questions = values.analogies && (await readAnalogies(values.analogies));
const folder = await mkdtemp(join(tmpdir(), 'compare-'));
process.on('exit', () => rm(folder, { recursive: true, force: true }));

const settings = { dimension: 200, window: 5, negatives: 5, sample: 1e-3, minimumCount: 5, epochs: 1 };

async function runFastText(seed) {
  const output = join(folder, 'fasttext');
  const flags = `-dim 200 -ws 5 -neg 5 -t 1e-3 -minCount 5 -minn 0 -maxn 0 -epoch 1 -lr 0.05 -verbose 2`;
  const program = ['skipgram', '-input', corpus, '-output', output, ...flags.split(' ')];
  const { stderr, stdout } = await promisify(execFile)(
    'fasttext',
    [...program, '-thread', `${threads}`, '-seed', `${seed}`],
    { maxBuffer: 1 << 28 },
  );
  const speeds = [...(stderr + stdout).matchAll(/words\/sec\/thread:\s+(\d+)/g)];
  return {
    speed: Number(speeds.at(-1)[1]) * threads,
    vectors: questions && (await readVectors(`${output}.vec`)),
  };
}

async function runTagger(seed) {
  let start;
  let words;
  const onProgress = (progress) => {
    if (progress.phase !== 'train') return;
    start ??= performance.now();
    words = progress.totalWords;
  };
  const vectors = await trainSkipGram(corpus, { ...settings, threads, seed, onProgress });
  return { speed: words / ((performance.now() - start) / 1000), vectors };
}

const programs = Object.entries({ fasttext: runFastText, tagger: runTagger }).filter(([name]) =>
  values.only.split(',').includes(name),
);
const results = Object.fromEntries(programs.map(([name]) => [name, []]));
for (let seed = 1; seed <= Number(values.runs); seed += 1) {
  for (const [name, run] of programs) {
    const { speed, vectors } = await run(seed);
    const score = questions && evaluateAnalogies(vectors, questions);
    results[name].push(speed);
    const analogies = score
      ? `, analogies ${score.correct}/${score.answered} = ${score.accuracy.toFixed(4)}`
      : '';
    console.log(`${name.padEnd(9)} seed ${seed}: ${Math.round(speed)} words/s${analogies}`);
  }
}
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
for (const [name, speeds] of Object.entries(results)) {
  console.log(`${name.padEnd(9)} median: ${Math.round(median(speeds))} words/s, ${threads} thread(s)`);
}
if (programs.length === 2) {
  console.log(`ratio: ${(median(results.tagger) / median(results.fasttext)).toFixed(2)}`);
}
console.log(`largest memory of this process: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
