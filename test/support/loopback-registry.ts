import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, realpath, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGzip } from 'node:zlib';

interface Package {
  readonly folder: string;
  readonly manifest: Manifest;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
}

export interface Registry {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * An npm registry on loopback that serves what these packages need, from the folders where it is installed already: so
 * `npm install` can be tried as users do it, without the internet.
 */
export async function serveDependencies(packageFolders: readonly string[]): Promise<Registry> {
  const packages: Packages = new Map();
  for (const folder of packageFolders) await collectDependencies(folder, packages);
  const scratch = await mkdtemp(join(tmpdir(), 'registry-'));

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(request.url ?? '');
    // A name may start with @.
    const [, name = '', version] = /^\/(.[^@]*)(?:@(.*)\.tgz)?$/.exec(path) ?? [];
    const found = packages.get(name);
    const archive = found?.get(version ?? '');
    if (!found || (version && !archive)) response.writeHead(404).end('{}');
    else if (archive) await sendArchive(archive, join(scratch, name.replace('/', '+')), response);
    else {
      const list = [...found.values()].map(({ manifest }) => {
        const file = encodeURIComponent(`${name}@${manifest.version}.tgz`);
        return { ...manifest, dist: { tarball: `http://${request.headers.host}/${file}` } };
      });
      const versions = Object.fromEntries(list.map((manifest) => [manifest.version, manifest]));
      const listing = { name, 'dist-tags': { latest: list[0]!.version }, versions };
      response.setHeader('content-type', 'application/json').end(JSON.stringify(listing));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.close();
      await rm(scratch, { recursive: true, force: true });
    },
  };
}

/** Packages by name and version. */
type Packages = Map<string, Map<string, Package>>;

async function collectDependencies(folder: string, packages: Packages): Promise<void> {
  const manifest = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest;
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) {
    const found = await findInstalled(name, folder);
    const own = JSON.parse(await readFile(join(found, 'package.json'), 'utf8')) as Manifest;
    const versions = packages.get(name) ?? new Map<string, Package>();
    if (versions.has(own.version)) continue;
    packages.set(name, versions.set(own.version, { folder: found, manifest: own }));
    await collectDependencies(found, packages);
  }
}

/** Looks in the `node_modules` of the folder and of those above it, as Node.js does. */
async function findInstalled(name: string, folder: string): Promise<string> {
  const found = await realpath(join(folder, 'node_modules', name)).catch(() => undefined);
  if (found) return found;
  if (dirname(folder) === folder) throw new Error(`${name} is not installed`);
  return findInstalled(name, dirname(folder));
}

/** What npm unpacks has one folder, `package`. Debug maps and binaries of other platforms and of browsers only take time. */
async function sendArchive(
  { folder }: Package,
  scratch: string,
  response: NodeJS.WritableStream,
): Promise<void> {
  const parent = await mkdtemp(`${scratch}-`);
  await symlink(folder, join(parent, 'package'));
  const exclude = [
    'package/node_modules',
    '*.map',
    '*/win32',
    '*/darwin',
    '*.jsep.*',
    '*.jspi.*',
    '*.asyncify.*',
  ].map((pattern) => `--exclude=${pattern}`);
  const tar = spawn('tar', ['-chf', '-', ...exclude, '-C', parent, 'package']);
  tar.stdout.pipe(createGzip({ level: 0 })).pipe(response);
}
