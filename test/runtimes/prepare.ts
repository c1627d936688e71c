import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
/** The runtimes, kept from run to run: the first one downloads them. Outside of the repository, whose settings bundlers would find. */
export const folder = process.env.TAGGER_RUNTIMES ?? join(tmpdir(), 'tagger-runtimes');
/** An application there. */
export const app = join(folder, 'app');
const names = ['core', 'models', 'model-en'];
const examples = ['lambda', 'worker', 'next'];

/** Installs the runtimes, and in an application the packed packages. */
export async function setup(): Promise<void> {
  const npm = (cwd: string, ...args: string[]) =>
    run('npm', ['install', '--no-audit', '--no-fund', ...args], { cwd });
  await mkdir(folder, { recursive: true });
  const manifest = join(folder, 'package.json');
  const wanted = await readFile(new URL('package.json', import.meta.url), 'utf8');
  if ((await readFile(manifest, 'utf8').catch(() => '')) !== wanted) {
    await npm(
      folder,
      ...Object.entries(JSON.parse(wanted).dependencies).map(([name, version]) => `${name}@${version}`),
    );
    await writeFile(manifest, wanted);
  }
  await rm(app, { recursive: true, force: true });
  await cp(new URL('programs', import.meta.url), app, { recursive: true });
  for (const name of examples)
    await cp(join(root, 'examples', name), join(app, name), {
      recursive: true,
      filter: (path) => basename(path) !== 'node_modules',
    });
  await writeFile(join(app, 'package.json'), '{ "type": "module" }');
  for (const name of names)
    await run('pnpm', ['pack', '--pack-destination', app], { cwd: join(root, 'packages', name) });
  const archives = (await readdir(app)).filter((file) => file.endsWith('.tgz'));
  await npm(app, ...archives.map((file) => `./${file}`));
}
