import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Plugin, transformSync } from 'esbuild';
import { importBundle } from './import-bundle';

/** A term of the backward pass to leave out: in a file of `src`, one expression becomes another. */
export interface Mutation {
  readonly file: string;
  readonly expression: string;
  readonly replacement: string;
}

type NetworkModule = typeof import('../../src/network/create-network');

const entry = "export * from '../../src/network/create-network';";

/** The network's module, compiled from the sources with one expression changed. */
export async function importMutant(mutation: Mutation): Promise<NetworkModule> {
  const path = fileURLToPath(new URL(`../../src/${mutation.file}`, import.meta.url));
  const contents = mutate(readFileSync(path, 'utf8'), mutation);
  let isLoaded = false;
  const plugin: Plugin = {
    name: 'mutation',
    setup({ onLoad, onEnd }) {
      onLoad({ filter: /\.ts$/ }, (file) => {
        if (file.path !== path) return undefined;
        isLoaded = true;
        return { contents, loader: 'js' };
      });
      onEnd(() =>
        isLoaded ? {} : { errors: [{ text: `the network does not import src/${mutation.file}` }] },
      );
    },
  };
  return importBundle(entry, [plugin]);
}

/** The source as JavaScript, changed. How either is laid out does not matter; the expression must be there exactly once. */
function mutate(source: string, { file, expression, replacement }: Mutation): string {
  const parts = compact(source).split(compact(expression));
  if (parts.length !== 2)
    throw new Error(
      `src/${file} must have this exactly once, found ${parts.length - 1} times: ${expression}`,
    );
  return parts.join(compact(replacement));
}

/** TypeScript as JavaScript without comments and without the white space that has no meaning. */
function compact(code: string): string {
  const { code: compacted } = transformSync(code, { loader: 'ts', minifyWhitespace: true });
  return compacted.trim().replace(/;$/, '');
}
