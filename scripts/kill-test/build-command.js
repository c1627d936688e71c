import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

/**
 * Builds the command with a catalogue of one corpus, since the real ones are not in the repository.
 * @param {Record<string, { content: Buffer, sha256: string }>} corpus
 * @returns {Promise<string>} its path
 */
export async function buildCommand(corpus) {
  const cli = fileURLToPath(new URL('../../packages/cli', import.meta.url));
  // Where its dependencies are found, and git looks away.
  const outDir = `${cli}/node_modules/.kill-test`;
  const count = { sentences: 1, tokens: 1 };
  const entry = {
    name: 'sample',
    title: 'A sample',
    language: 'English',
    tags: 'UPOS',
    licence: { name: 'none', text: 'https://licence.test', duty: 'nothing' },
    repository: 'owner/name',
    commit: '0'.repeat(40),
    ...{ train: count, dev: count, test: count },
  };
  const files = Object.entries(corpus).map(
    ([name, { content, sha256 }]) =>
      `{ name: '${name}', size: ${content.length}, sha256: '${sha256}', recipe: copy('${name}') }`,
  );
  const contents = `
    import { copy } from './recipes';
    export const catalogue = [{ ...${JSON.stringify(entry)}, files: [${files}] }];`;
  const catalogue = {
    name: 'catalogue',
    setup: ({ onLoad }) =>
      onLoad({ filter: /src[\\/]data[\\/]catalogue\.ts$/ }, () => ({ contents, loader: 'ts' })),
  };
  await build({
    entry: [`${cli}/src/bin.ts`],
    outDir,
    config: false,
    format: 'esm',
    target: 'node20',
    tsconfig: `${cli}/tsconfig.json`,
    esbuildPlugins: [catalogue],
    skipNodeModulesBundle: true,
    splitting: false,
    silent: true,
  });
  return `${outDir}/bin.js`;
}
