import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const code = `
import * as core from '@tagger/core';
import * as files from '@tagger/core/node';
import * as embeddings from '@tagger/embeddings';
import { type LoadOptions, Tagger } from '@tagger/models';
import { type TrainOptions, train } from '@tagger/trainer';

export const all = { core, files, embeddings };
export const load = (bytes: Uint8Array, options: LoadOptions): Promise<Tagger> => Tagger.load(bytes, options);
export const start = async (options: TrainOptions): Promise<Uint8Array> => (await train(options)).bytes;
`;

const packages = ['core', 'embeddings', 'models', 'trainer'];

/** How many names the main entry of a package has: what an application needs, and no more than one can look through. */
function countNames(program: ts.Program, name: string): number {
  const checker = program.getTypeChecker();
  const entry = program.getSourceFile(join(root, `packages/${name}/dist/index.d.ts`))!;
  return checker.getExportsOfModule(checker.getSymbolAtLocation(entry)!).length;
}

/** The types of the builds, as strict programs see them that have none of a browser's and check the types of libraries. */
describe('the public types', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'types-'));
    await mkdir(join(folder, 'node_modules/@tagger'), { recursive: true });
    for (const name of packages)
      await symlink(join(root, 'packages', name), join(folder, 'node_modules/@tagger', name));
    for (const file of ['use.ts', 'use.mts', 'use.cts']) await writeFile(join(folder, file), code);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each([
    ['a bundler, with all libraries', 'use.ts', ts.ModuleResolutionKind.Bundler, ts.ModuleKind.ESNext],
    ['an ES module of Node.js', 'use.mts', ts.ModuleResolutionKind.Node16, ts.ModuleKind.Node16],
    ['CommonJS in Node.js', 'use.cts', ts.ModuleResolutionKind.NodeNext, ts.ModuleKind.NodeNext],
  ])('compile for %s', (_, file, moduleResolution, module) => {
    const program = ts.createProgram([join(folder, file)], {
      noEmit: true,
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2023.d.ts'],
      types: ['node'],
      typeRoots: [join(root, 'node_modules/@types')],
      moduleResolution,
      module,
    });
    // Checking other people's libraries takes most of the time, and they are the same for all.
    const checked = program
      .getSourceFiles()
      .filter(({ fileName }) => file === 'use.ts' || /\/use\.|\/packages\/\w+\/dist\//.test(fileName));
    const found = [
      ...program.getOptionsDiagnostics(),
      ...checked.flatMap((source) => ts.getPreEmitDiagnostics(program, source)),
    ];
    const problems = found.map(({ file, messageText }) => {
      return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
    expect(problems).toEqual([]);
    if (file !== 'use.ts') return;
    for (const name of packages) expect(countNames(program, name), name).toBeLessThanOrEqual(40);
  });
});
