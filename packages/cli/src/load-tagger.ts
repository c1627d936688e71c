import { type Device, loadRuntime, Tagger } from '@tagger/models';
import { firstThatWorks } from './first-that-works';
import type { Io } from './io';
import type { DeviceOptions } from './options';

/** Graphics cards, the faster way first. */
const graphics: readonly Device[] = ['cuda', 'webgpu'];

/**
 * Loads a model on the device that is asked for: with `gpu`, on the first graphics card that works, which it names.
 * @throws DeviceError with what was tried, and why it does not work
 */
export async function loadTagger(
  model: string | URL,
  { device, gpu, threads }: DeviceOptions,
  io: Io,
): Promise<Tagger> {
  const runtime = await loadRuntime((message) => io.stderr.write(`${message}\n`));
  if (!gpu) return Tagger.load(model, { device, threads, runtime });
  const load = async (candidate: Device) => {
    const tagger = await Tagger.load(model, { device: candidate, threads, runtime });
    io.stderr.write(`tagger: running on ${candidate}, by ${tagger.runtimeName}\n`);
    return tagger;
  };
  return firstThatWorks(graphics, load, 'no graphics card can be used');
}
