import { type Device, loadRuntime, Tagger } from '@tagger/models';
import { firstThatWorks } from '../engines/first-that-works';
import { hasRealCard } from '../engines/has-real-card';
import { requireWebGpu } from '../engines/require-webgpu';
import type { DeviceOptions } from '../flags/options';
import type { Io } from '../io/io';

/**
 * Loads a model on the device that is asked for: with `gpu`, on the first graphics card that works, which it names; with
 * `auto` on the CPU, where such a small network starts at once and tags 70 thousand words a second (docs/results.md).
 *
 * @param columns the ones to give of a model with several; by default all
 * @throws DeviceError with what was tried, and why it does not work
 */
export async function loadTagger(
  model: string | URL,
  { device, gpu, threads }: DeviceOptions,
  io: Io,
  columns?: readonly string[],
): Promise<Tagger> {
  const loadOn = async (candidate: Device) => {
    if (candidate === 'webgpu') requireWebGpu(io);
    if (candidate !== 'cuda') return Tagger.load(model, { device: candidate, columns });
    const runtime = await loadRuntime((message) => io.stderr.write(`${message}\n`));
    return Tagger.load(model, { device: candidate, threads, runtime, columns });
  };
  if (!gpu) return loadOn(device);
  const load = async (candidate: Device) => {
    const tagger = await loadOn(candidate);
    io.stderr.write(`tagger: running on ${candidate}, by ${tagger.runtimeName}\n`);
    return tagger;
  };
  const graphics: readonly Device[] = (await hasRealCard(io)) ? ['webgpu', 'cuda'] : ['cuda', 'webgpu'];
  return firstThatWorks(graphics, load, 'no graphics card can be used');
}
