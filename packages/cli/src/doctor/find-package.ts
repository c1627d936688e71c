import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

export interface InstalledPackage {
  readonly folder: string;
  readonly version: string;
}

/** A package as `owner`, one of ours, finds it; undefined if it is not installed. */
export function findPackage(name: string, owner: '@tagger/models' | '@tagger/trainer') {
  try {
    const require = createRequire(createRequire(import.meta.url).resolve(owner));
    // Not all packages let their package.json be resolved.
    const folder = require.resolve.paths(name)?.find((path) => existsSync(join(path, name, 'package.json')));
    if (folder === undefined) return undefined;
    const { version } = JSON.parse(readFileSync(join(folder, name, 'package.json'), 'utf8'));
    return { folder: join(folder, name), version } as InstalledPackage;
  } catch {
    return undefined;
  }
}
