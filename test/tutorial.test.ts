import { execFile } from 'node:child_process';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tutorial-'));
  await copyFile(join(root, 'examples/entities/tickets.jsonl'), join(folder, 'tickets.jsonl'));
  await mkdir(join(folder, 'node_modules/@tagger'), { recursive: true });
  await symlink(join(root, 'packages/models'), join(folder, 'node_modules/@tagger/models'));
  const script = `#!/bin/sh\nexec '${process.execPath}' '${join(root, 'packages/cli/dist/bin.js')}' "$@"\n`;
  await writeFile(join(folder, 'tagger'), script);
  await chmod(join(folder, 'tagger'), 0o755);
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs what stands on the page, from top to bottom, against the builds. @returns what each piece prints */
async function follow(page: string): Promise<string[]> {
  const printed: string[] = [];
  const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
  for (const [, language, code] of page.matchAll(/```(sh|js|json)\n(.*?)```/gs)) {
    if (language === 'json') {
      if (code!.includes('"rules"')) await writeFile(join(folder, 'rules.json'), code!);
      continue;
    }
    if (language === 'js') await writeFile(join(folder, 'find.mjs'), code!);
    const fewer = code!.replace('tagger train ', 'tagger train --epochs 20 ');
    const [command, args] = language === 'js' ? [process.execPath, ['find.mjs']] : ['sh', ['-ec', fewer]];
    printed.push((await run(command, args, { cwd: folder, env })).stdout);
  }
  return printed;
}

it('leads from the export of an annotation tool to entities in an application', async () => {
  const page = await readFile(join(root, 'docs/entities.md'), 'utf8');
  const [checked, , , tested, , found, byRules] = await follow(page);
  expect(checked).toMatch(/^tickets\.jsonl: 50 sentences[\s\S]*nothing to look at\n$/);
  expect(tested).toMatch(/\nspan F1 +\d/);
  expect(await readFile(join(folder, 'report/index.html'), 'utf8')).toContain('PRODUCT');
  expect(found).toMatch(/^PRODUCT Aurora 3 0\.\d\d$/m);
  expect(byRules).toMatch(/^ORDER +1\.00 .*ORD-4711\nPRODUCT +1\.00 .*Nimbus lamp$/m);
});
