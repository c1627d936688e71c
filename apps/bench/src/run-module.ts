import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** Where the packages are found. */
const folder = fileURLToPath(new URL('.', import.meta.url));

/** Code that gives `tagger`. */
export const loadTagger = (model: string) => `
const { Tagger } = await import('@tagger/models');
const tagger = await Tagger.load(${JSON.stringify(model)});`;

/** Code that gives `nlp`, which finds sentences and parts of speech. */
export const loadWink = `
const { default: createNlp } = await import('wink-nlp');
const { default: model } = await import('wink-eng-lite-web-model');
const nlp = createNlp(model, ['sbd', 'pos']);`;

/** Runs an ES module in a process of its own. @returns what it prints, which is JSON */
export async function runModule<Printed>(code: string): Promise<Printed> {
  const args = ['--input-type=module', '-e', code];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: folder });
  return JSON.parse(stdout);
}
