/**
 * Makes all that depends on the model of a package, packages/model-*: model.onnx, its facts in model.json, README.md.
 *
 *   pnpm --filter @tagger/model-en build:model --data DATA
 *
 * It runs the commands of the package's recipe.json, each on one thread, so that the same sources give the same bytes.
 * DATA is a data folder, as of `tagger data get` and TAGGER_DATA, with the recipe's plain text for the vectors. Nothing of the
 * package changes before everything is there.
 *
 * --model FILE takes a model that the recipe made before, and does the rest.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { decodeModelFile } from '../packages/models/dist/internal.js';
import { listCommands } from './model/list-commands.js';
import { removeSharedSentences } from './model/shared-sentences.js';
import { summarize, summarizeRaw } from './model/summarize-scores.js';
import { writeReadme } from './model/write-readme.js';

const tagger = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url));
/** Who asked for it: `pnpm --filter` stands in the package's folder, and so do its commands, which pass no `--`. */
const caller = process.env.INIT_CWD ?? process.cwd();
const { values } = parseArgs({
  args: process.argv.slice(2).filter((argument) => argument !== '--'),
  options: { data: { type: 'string' }, model: { type: 'string' } },
});
if (!values.data) fail('--data is missing: the folder with the corpora');

const recipe = JSON.parse(readFileSync('recipe.json', 'utf8'));
const corpus = (part) => resolve(caller, values.data, recipe.folder, `${part}.${recipe.ending}`);
const text = resolve(caller, values.data, recipe.vectors.text);
for (const part of ['train', 'dev', 'test'])
  if (!existsSync(corpus(part))) fail(`${corpus(part)} is missing: \`tagger data get\` fetches it`);
if (!values.model && !existsSync(text))
  fail(`${text} is missing: docs/results.md says what plain text word vectors are learnt from`);
if (!values.model && hash(readFileSync(text)) !== recipe.vectors.sha256)
  console.error(`build-model: ${text} is another text than the recipe's: the model will be another one`);
const scratch = mkdtempSync(join(tmpdir(), 'build-model-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const model = values.model ? resolve(caller, values.model) : join(scratch, 'model.onnx');
const [train, dev] = [corpus('train'), corpus('dev')];
const commands = listCommands(recipe, basename(text));
if (!values.model) {
  for (const file of [text, train, dev]) symlinkSync(file, join(scratch, basename(file)));
  for (const command of commands) runCommand(command);
}

const bytes = readFileSync(model);
if (bytes.length > 1e6 * recipe.largestMegabytes)
  fail(`the model has ${bytes.length} bytes; at most ${recipe.largestMegabytes} MB are allowed`);
const distinct = removeSharedSentences(
  readFileSync(corpus('test'), 'utf8'),
  readFileSync(corpus('train'), 'utf8'),
);
const distinctFile = join(scratch, `test.${recipe.ending}`);
writeFileSync(distinctFile, distinct.text);
const facts = {
  bytes: bytes.length,
  sha256: hash(bytes),
  minimumCount: decodeModelFile(bytes, model).description.training.settings.minimumCount,
  commands,
  scores: {
    dev: summarize(score(dev)),
    test: summarize(score(corpus('test'))),
    testWithoutShared: { ...summarize(score(distinctFile)), sharedSentences: distinct.shared },
    // Only CoNLL-U has the text that is to be cut.
    ...(recipe.ending === 'conllu' && { rawTest: summarizeRaw(score(corpus('test'), '--raw')) }),
  },
};
if (resolve('model.onnx') !== model) copyFileSync(model, 'model.onnx');
writeFileSync('model.json', `${JSON.stringify(facts, null, 2)}\n`);
writeFileSync('README.md', writeReadme(JSON.parse(readFileSync('package.json', 'utf8')), recipe, facts));

/** @param {Uint8Array} bytes */
function hash(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What `tagger test` says. @param {string} file @param {string[]} options */
function score(file, ...options) {
  const args = [tagger, 'test', model, file, ...options, '--threads', '1', '--json'];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 28 }));
}

/** @param {string} command of a shell */
function runCommand(command) {
  console.error(`\n$ ${command}`);
  const own = command.replace(/^tagger /, `'${process.execPath}' '${tagger}' `);
  execFileSync('sh', ['-e', '-c', own], { cwd: scratch, stdio: ['ignore', 'ignore', 'inherit'] });
}

/** @param {string} problem */
function fail(problem) {
  console.error(`build-model: ${problem}`);
  process.exit(1);
}
