import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const address = 'https://github.com/tagger-nlp/tagger';
const workflows = await readdir(`${root}.github/workflows`);
const packages = await readdir(`${root}packages`);

describe.each(workflows)('workflow %s', async (name) => {
  const text = await readFile(`${root}.github/workflows/${name}`, 'utf8');

  it('says what it may do', () => expect(text).toMatch(/^permissions:/m));

  it('uses actions at a commit, whose version a comment gives', () => {
    const uses = [...text.matchAll(/uses: (.+)/g)].map(([, action]) => action);
    expect(uses.filter((action) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action!))).toEqual([]);
  });
});

it.each(packages)('package %s says where its source, its issues and its home are', async (name) => {
  const manifest = JSON.parse(await readFile(`${root}packages/${name}/package.json`, 'utf8'));
  expect(manifest).toMatchObject({
    homepage: `${address}/tree/main/packages/${name}#readme`,
    bugs: { url: `${address}/issues` },
    repository: { type: 'git', url: `git+${address}.git`, directory: `packages/${name}` },
  });
});
