import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../src/data/catalogue';
import { sha256 } from '../src/data/sha256';
import { createFileServer } from './file-server';
import { createWorkspace } from './workspace';

const data = process.env.TAGGER_DATA;
const folder = createWorkspace();
const server = createFileServer();

it('data list shows what there is, in 80 columns', async () => {
  const { status, stdout, stderr } = await folder.tagger('data list');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatchInlineSnapshot(`
    "name                     language  tags        licence       sentences   tokens
    ewt                      English   UPOS, XPOS  CC BY-SA 4.0     16,622  254,818
    ud-french-parisstories   French    UPOS        CC BY-SA 4.0      2,776   42,789
    ud-japanese-gsd-resplit  Japanese  UPOS, XPOS  CC BY-SA 4.0      1,050   25,321
    ud-korean-gsd            Korean    UPOS, XPOS  CC BY-SA 4.0      6,339   80,322
    ud-turkish-boun-resplit  Turkish   UPOS, XPOS  CC BY-SA 4.0      1,958   24,499
    ud-uyghur-udt            Uyghur    UPOS, XPOS  CC BY-SA 4.0      3,456   40,236
    wnut17                   English   entities    CC BY 4.0         5,690  101,857
    "
  `);
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

it('data list --json has all that is known', async () => {
  const { stdout } = await folder.tagger('data list --json');
  const [first] = JSON.parse(stdout);
  expect(first).toMatchObject({
    name: 'ewt',
    repository: 'UniversalDependencies/UD_English-EWT',
    licence: { name: 'CC BY-SA 4.0' },
    train: { sentences: 12_544, tokens: 204_577 },
  });
  expect(first.files[2]).toEqual({
    name: 'dev.conllu',
    size: 1_805_545,
    sha256: '531a54ff90d6ab12201c5a50c3e78e6ddac4de69abc4bce5d275d3cd29efe2b6',
    made: 'en_ewt-ud-dev.conllu, byte for byte',
  });
});

it('the catalogue pins whole commits, and no name comes twice', () => {
  for (const { commit, files } of catalogue) {
    expect(commit).toMatch(/^[0-9a-f]{40}$/);
    for (const file of files) expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
  }
  const names = catalogue.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

describe.skipIf(!data)('the corpora (skipped where TAGGER_DATA is not set)', () => {
  const read = (name: string, file: string) => readFile(join(data!, name, file));

  it.each(catalogue)('$name: its checksums and sizes are those of the files', async ({ name, files }) => {
    for (const file of files) {
      const content = await read(name, file.name);
      expect([file.name, content.length, sha256(content)]).toEqual([file.name, file.size, file.sha256]);
    }
  });

  /** Upstream's files as far as ours tell: by path, where they are not copied as they are. */
  const takenApart: Record<string, (name: string) => Promise<[string, Buffer][]>> = {
    async ewt() {
      const text = (await read('ewt', 'train.conllu')).toString();
      const documents = text.split(/^(?=# newdoc id = )/m).map((document): [string, Buffer] => {
        const [, genre, id] = /^# newdoc id = ([a-z]+)-(.*)/.exec(document)!;
        return [`${genre}/${id}.xml.conllu`, Buffer.from(document)];
      });
      const list = documents.map(([path]) => `${path}\n`).join('');
      return [
        ['not-to-release/file-lists/files.train', Buffer.from(list)],
        ...documents.map(([path, content]): [string, Buffer] => [`not-to-release/sources/${path}`, content]),
      ];
    },
    'ud-japanese-gsd-resplit': (name) => join3(name, 'ja_gsd', '# newdoc id = test-s1\n'),
    'ud-turkish-boun-resplit': (name) => join3(name, 'tr_boun', '# sent_id = bio_461\n'),
    async wnut17() {
      const separator = /(?<=\n)\n/g;
      let count = 0;
      const train = (await read('wnut17', 'train.conll')).toString();
      const withTabs = train.replace(separator, () => {
        count += 1;
        return count % 3 === 0 ? '\n' : '\t\n';
      });
      return [
        ['wnut17train.conll', Buffer.from(withTabs)],
        ['emerging.dev.conll', await read('wnut17', 'dev.conll')],
        ['emerging.test.annotated', await read('wnut17', 'test.conll')],
      ];
    },
  };

  /** Upstream's dev and test: our train, dev and test in order, cut where test begins. */
  async function join3(name: string, prefix: string, cut: string): Promise<[string, Buffer][]> {
    const parts = await Promise.all(['train', 'dev', 'test'].map((part) => read(name, `${part}.conllu`)));
    const all = Buffer.concat(parts);
    const start = all.indexOf(cut);
    expect(start).toBeGreaterThan(0);
    return [
      [`${prefix}-ud-dev.conllu`, all.subarray(0, start)],
      [`${prefix}-ud-test.conllu`, all.subarray(start)],
    ];
  }

  it.each(catalogue)('$name: what upstream has gives those files', async ({ name, files }) => {
    for (const { name: file, recipe } of files)
      if (/byte for byte/.test(recipe.description))
        server.files.set(recipe.sources[0]!, await read(name, file));
    for (const [path, content] of (await takenApart[name]?.(name)) ?? []) server.files.set(path, content);
    const env = { TAGGER_DATA_MIRROR: server.address };
    const { status, stderr } = await folder.tagger(`data get ${name} -o @${name}`, { env });
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const names = files.map((file) => file.name);
    expect(await folder.list(name)).toEqual([...names, 'SOURCE.md'].sort());
    for (const file of names)
      expect((await read(name, file)).equals(await folder.read(`${name}/${file}`))).toBe(true);
  });
});
