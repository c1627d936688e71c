import type { FastifyBaseLogger } from 'fastify';
import type { ModelStore } from './model-store';
import { identifyFile, type ServedModel } from './served-model';

/**
 * Looks at the files of models again and again, and loads those anew that have changed: not before a file has been the same at two
 * looks, since somebody may still write it. Looking works for every file system and every way to replace a file.
 *
 * @param interval milliseconds between two looks
 * @returns what ends it
 */
export async function watchModels(
  store: ModelStore,
  { interval, log, onSwap }: { interval: number; log: FastifyBaseLogger; onSwap: (name: string) => void },
): Promise<() => void> {
  const watched = await Promise.all(
    store.all.flatMap((model) => (model.path === undefined ? [] : [startWatching(model, model.path)])),
  );
  let isLooking = false;
  const timer = setInterval(async () => {
    if (isLooking) return;
    isLooking = true;
    await Promise.all(watched.map(look));
    isLooking = false;
  }, interval);
  timer.unref();
  return () => clearInterval(timer);

  async function look(file: WatchedFile): Promise<void> {
    const { model } = file;
    const found = await identifyFile(file.path);
    const isStill = found !== undefined && found === file.seen;
    file.seen = found;
    if (!isStill || found === file.loaded) return;
    file.loaded = found;
    try {
      if (!(await model.reload())) return;
      log.info({ model: model.name }, 'model swapped');
      onSwap(model.name);
    } catch (error) {
      log.warn({ model: model.name, problem: (error as Error).message }, 'the new model cannot be used');
    }
  }
}

interface WatchedFile {
  readonly model: ServedModel;
  readonly path: string;
  /** What the file was when it was loaded. */
  loaded: string | undefined;
  /** What it was at the last look. */
  seen: string | undefined;
}

async function startWatching(model: ServedModel, path: string): Promise<WatchedFile> {
  const loaded = await identifyFile(path);
  return { model, path, loaded, seen: loaded };
}
