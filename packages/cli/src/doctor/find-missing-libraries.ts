import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The library of ONNX Runtime for CUDA, which its install script fetches. */
const provider = 'libonnxruntime_providers_cuda.so';

/** What the CUDA provider of onnxruntime-node lacks on Linux, itself included. */
export async function findMissingLibraries(): Promise<string[]> {
  if (process.platform !== 'linux') return [];
  const path = findProvider();
  if (!path) return [];
  if (!existsSync(path)) return [provider];
  const { stdout } = await promisify(execFile)('ldd', [path]).catch(() => ({ stdout: '' }));
  return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library!);
}

function findProvider(): string | undefined {
  try {
    const models = createRequire(createRequire(import.meta.url).resolve('@tagger/models'));
    const folder = dirname(models.resolve('onnxruntime-node/package.json'));
    return join(folder, 'bin', 'napi-v6', 'linux', process.arch, provider);
  } catch {
    return undefined;
  }
}
