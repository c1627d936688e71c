import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { canHaveWebGpu } from '@tagger/models/webgpu';
import { expect, it } from 'vitest';
import { howToGetVulkan, useSoftwareVulkan } from '../packages/models/test/software-vulkan';

useSoftwareVulkan();

const path = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));

it.skipIf(!canHaveWebGpu(process.env))(
  `a day with a card runs from what is packed for it (${howToGetVulkan})`,
  async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tagger-card-day-'));
    const { fillFolder } = await import(path('scripts/card-day/fill-folder.js'));
    await fillFolder(folder, { corpus: path('packages/cli/corpus') });
    const flags = {
      corpus: join(folder, 'corpus'),
      model: join(folder, 'model-en.onnx'),
      output: join(folder, 'results'),
      parts: 'training,kernels,tagging,host',
      presets: 'fast',
      batches: '2',
      sentences: '4',
      seconds: '0.1',
    };
    const script = join(folder, 'card-day.mjs');
    const given = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
    const { stdout } = await promisify(execFile)(process.execPath, [script, ...given]);
    const rows = JSON.parse(await readFile(join(flags.output, 'results.json'), 'utf8'));
    expect(rows.filter(({ problem }: { problem?: string }) => problem)).toEqual([]);
    const parts = rows.map(({ part }: { part: string }) => part);
    expect(parts).toEqual(['adapter', 'training', 'kernels', 'tagging', 'tagging', 'training']);
    const kernels = rows[2].result.map(({ count }: { count: number }) => count);
    // As many as the trainer's tests count, and each of them took some time.
    expect(kernels.reduce((sum: number, count: number) => sum + count)).toBe(47);
    expect(rows[2].result.every(({ milliseconds }: { milliseconds: number }) => milliseconds > 0)).toBe(true);
    expect(stdout).toContain('│ fast    │ 2     │ card');
    expect(existsSync(join(folder, 'contract.mjs'))).toBe(true);
    await rm(folder, { recursive: true });
  },
);
