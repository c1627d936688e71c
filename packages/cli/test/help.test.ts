import { expect, it } from 'vitest';
import packageJson from '../package.json';
import { runTagger } from './run-tagger';

it.each([
  '',
  'train',
  'sweep',
  'test',
  'tag',
  'check',
  'submit',
  'work',
  'serve',
  'annotate',
  'annotate compare',
  'annotate merge',
  'convert',
  'card',
  'export',
  'embed',
  'neighbours',
  'gradcheck',
  'data',
  'data list',
  'data get',
])('tagger %s --help fits 80 columns, on stdout', async (verb) => {
  const { status, stdout, stderr } = await runTagger(
    [...verb.split(' '), '--help'].filter((word) => word !== ''),
  );
  expect(status).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toContain('Examples:\n');
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
});

it('tells the verbs, an example of each, and the exit statuses', async () => {
  const { stdout } = await runTagger(['--help']);
  expect(stdout).toMatchInlineSnapshot(`
    "Usage: tagger [options] [command]

    Trains sequence taggers and runs them.

    Options:
      -V, --version  output the version number
      --debug        show the stack trace of an error
      -h, --help     display help for command

    Commands:
      train          train a tagger on a corpus and write it as one ONNX file
      sweep          train with several settings and seeds, and compare them on dev
      test           score a model on a tagged corpus
      tag            tag text or a tokenized corpus
      submit         have a corpus tagged by workers on many machines
      work           tag what others submit, from a queue in Redis
      check          look for mistakes in corpora before training on them
      serve          answer requests over HTTP, and show a page that tags
      annotate       label texts on a page, with a tagger that learns meanwhile
      convert        write a corpus in another format, or split it into parts
      card           print the model card: task, training data, scores, limits
      export         write a model as a file that other programs run without Tagger
      embed          learn word vectors from text by skip-gram
      neighbours     find the words with the most similar vectors
      data           download public corpora
      doctor         show which devices work here, and what is missing
      gradcheck      compare a network's gradients with finite differences
      help           display help for command

    Examples:
      $ tagger train --train train.conllu --dev dev.conllu -o model.onnx
      $ tagger test model.onnx test.conllu
      $ echo "I saw her duck." | tagger tag model.onnx

    Exit status: 0 success, 1 error, 130 Ctrl-C, 143 SIGTERM, 129 SIGHUP.
    "
  `);
});

it('gives the version', async () => {
  const { status, stdout } = await runTagger(['--version']);
  expect(status).toBe(0);
  expect(stdout).toBe(`${packageJson.version}\n`);
});

it('names the default of each setting', async () => {
  const { stdout } = await runTagger(['train', '--help']);
  for (const [flag, value] of Object.entries({ epochs: 14, hidden: 48, lr: 0.005, clip: 5 }))
    expect(stdout).toMatch(new RegExp(`--${flag} <\\w> .*\\(default: ${value}\\)`));
});

it('shows choices, and a switch with its opposite, in one line', async () => {
  const { stdout } = await runTagger(['train', '--help']);
  expect(stdout).toMatch(/\n {2}--\[no-\]crf +\w/);
  expect(stdout).not.toMatch(/ --no-crf/);
  expect(stdout).toMatch(/--device <name> +where to run \(auto, cpu, cuda, webgpu; default: auto\)\n/);
  expect((await runTagger(['sweep', '--help'])).stdout).not.toContain('--dropout <');
});
