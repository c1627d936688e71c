import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@tagger/core/internal';
import { afterAll, beforeAll, expect } from 'vitest';
import { type RunOptions, type RunResult, runTagger } from './run-tagger';

/** Settings of a network that trains in a moment. */
export const tiny = ['--hidden', '8', '--embedding', '6', '--batch', '4', '--threads', '1'];

/** A folder for the tests of one file. Names of files in arguments start with `@`; messages have the name alone. */
export function createWorkspace() {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tagger-cli-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const path = (name: string) => join(folder, name);
  const workspace = {
    path,
    write: (name: string, content: string | Uint8Array) => writeFile(path(name), content),
    read: (name: string) => readFile(path(name)),
    readText: (name: string) => readFile(path(name), 'utf8'),
    list: async (name = '') => (await readdir(path(name))).sort(),
    async tagger(line: string, options?: RunOptions): Promise<RunResult> {
      const args = line.split(' ').filter((word) => word !== '');
      const result = await runTagger(
        args.map((word) => (word.startsWith('@') ? path(word.slice(1)) : word)),
        options,
      );
      const shorten = (text: string) => text.replaceAll(`${folder}/`, '');
      return { ...result, stdout: shorten(result.stdout), stderr: shorten(result.stderr) };
    },
  };
  return {
    ...workspace,
    /** Runs a command that must fail: one line on stderr, which it gives, nothing on stdout, no file more than before. */
    async failure(line: string): Promise<string> {
      const before = await workspace.list();
      const { status, stdout, stderr } = await workspace.tagger(line);
      expect(status).toBe(1);
      expect(stdout).toBe('');
      expect(stderr).toMatch(/^tagger: [^\n]+\n$/);
      expect(await workspace.list()).toEqual(before);
      return stderr.slice('tagger: '.length, -1);
    },
  };
}

const nouns = ['dog', 'cat', 'bird', 'fish'];
const verbs = ['sees', 'likes', 'hears'];

/** Sentences of a tiny grammar, as rows of word and tag. */
export function sampleSentences(count: number, seed: number): [string, string][][] {
  const random = createRandom(seed, 'sample');
  const pick = (words: readonly string[]) => words[random.integer(words.length)]!;
  return Array.from({ length: count }, () => [
    ['the', 'DET'],
    [pick(nouns), 'NOUN'],
    [pick(verbs), 'VERB'],
    ['the', 'DET'],
    [pick(nouns), 'NOUN'],
    ['.', 'PUNCT'],
  ]);
}

export function toConllu(sentences: readonly (readonly [string, string])[][]): string {
  const row = ([word, tag]: readonly [string, string], index: number) =>
    `${index + 1}\t${word}\t_\t${tag}\t_\t_\t_\t_\t_\t_\n`;
  return sentences.map((sentence) => `${sentence.map(row).join('')}\n`).join('');
}
