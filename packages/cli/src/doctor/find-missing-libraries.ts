import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findPackage } from './find-package';

/** The library of ONNX Runtime for CUDA, which its install script fetches. */
const provider = 'libonnxruntime_providers_cuda.so';

/** What the CUDA provider of onnxruntime-node lacks on Linux, itself included. */
export async function findMissingLibraries(): Promise<string[]> {
  const folder = findPackage('onnxruntime-node', '@tagger/trainer')?.folder;
  if (process.platform !== 'linux' || folder === undefined) return [];
  const path = join(folder, 'bin', 'napi-v6', 'linux', process.arch, provider);
  if (!existsSync(path)) return [provider];
  const { stdout } = await promisify(execFile)('ldd', [path]).catch(() => ({ stdout: '' }));
  return [...stdout.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => library!);
}
