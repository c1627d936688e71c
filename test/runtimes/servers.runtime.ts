import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expected, runProgram } from './expected';
import { app, folder } from './prepare';

const binary = (path: string) => join(folder, 'node_modules', path);

describe('Node.js', () => {
  it('reads every source alike, and a pool gives what a Tagger gives', () => {
    expect(expected.runtime).toBe('WebAssembly');
    expect(expected.poolName).toBe('WebAssembly on 2 threads');
    expect(Object.keys(expected.tags)).toHaveLength(7);
    expect(new Set(Object.values(expected.tags)).size).toBe(1);
    expect(expected.tags.path).toMatch(/^PRON VERB PRON NOUN PUNCT/);
    expect(expected.poolAnswers).toEqual(expected.answers);
    expect(expected.answers.aborted).toBe('ended');
  });
});

describe.each([
  ['Node.js 20', [binary('node20/bin/node')]],
  ['Node.js 22', [binary('node22/bin/node')]],
  ['Node.js 24', [binary('node24/bin/node')]],
  ['Bun', [binary('.bin/bun'), 'run']],
  // Its cache would run the code of an earlier build whose files have the same sizes: packed files all have one date.
  ['Deno', [binary('.bin/deno'), 'run', '--allow-all', '--no-code-cache']],
])('%s', (_, [command, ...args]) => {
  it('gives the same', async () => {
    expect(await runProgram(command!, ...args, join(app, 'server.js'))).toEqual(expected);
  });

  it('gives the same in CommonJS', async () => {
    const { answers } = expected;
    expect(await runProgram(command!, ...args, join(app, 'common.cjs'))).toEqual({
      answers,
      poolAnswers: answers,
    });
  });
});
