import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const packages = await readdir(join(root, 'packages'));
const command = join(root, 'packages/cli/dist/bin.js');

const readmes = ['README.md', ...packages.map((name) => `packages/${name}/README.md`)];
const examples = await Promise.all(
  readmes.map(async (file) => {
    const text = await readFile(join(root, file), 'utf8');
    return [...text.matchAll(/```js\n(.*?)```/gs)].map(([, code], index) => ({
      name: `${file}, example ${index + 1}`,
      code: code!,
    }));
  }),
);

/** Every example of every README runs as it stands, against the builds, in a folder with a trained `model.onnx`. */
describe('examples of the READMEs', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'readme-'));
    await mkdir(join(folder, 'node_modules/@tagger'), { recursive: true });
    for (const name of packages)
      await symlink(join(root, 'packages', name), join(folder, 'node_modules/@tagger', name));
    const options = ['train', '--epochs', '1', '--hidden', '16', '--embedding', '16', '-o', 'model.onnx'];
    await run(process.execPath, [command, ...options], { cwd: folder });
  }, 60_000);
  afterAll(() => rm(folder, { recursive: true }));

  it.each(examples.flat())('$name', async ({ code }) => {
    const file = join(folder, 'example.mjs');
    await writeFile(file, code);
    const { stderr } = await run(process.execPath, [file], { cwd: folder });
    expect(stderr).toBe('');
  });
});
