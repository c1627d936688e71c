import type { Tagger } from '@tagger/models';
import type { Note, RedisLink } from '../connection/redis-link';
import { JobWorker } from '../jobs/job-worker';
import { QueueError } from '../queue-error';
import { type Chunk, nameChunk, type TaggedChunk } from './chunk';
import { nameTagQueue } from './queue-names';
import { tagChunk } from './tag-chunk';

export interface ChunkWorkerOptions {
  readonly link: RedisLink;
  readonly prefix: string;
  readonly tagger: Tagger;
  /** SHA-256 of the file of its model. */
  readonly model: string;
  readonly concurrency: number;
  readonly note: Note;
  readonly lockDuration?: number | undefined;
  /** Told of each chunk that is tagged. */
  readonly done?: ((sentences: number) => void) | undefined;
}

/** Starts tagging the chunks of a model. */
export function startChunkWorker(options: ChunkWorkerOptions): JobWorker<Chunk, TaggedChunk> {
  const { link, prefix, tagger, model, concurrency, note, lockDuration, done } = options;
  return new JobWorker<Chunk, TaggedChunk>({
    link,
    queue: nameTagQueue(prefix, model),
    concurrency,
    note,
    lockDuration,
    describe: nameChunk,
    keep: (chunk) => ({ ...chunk, text: '' }),
    async work(chunk) {
      if (chunk.model !== model)
        throw new QueueError(
          `it is for another model (${String(chunk.model).slice(0, 12)}…, not ${model.slice(0, 12)}…)`,
        );
      const result = await tagChunk(tagger, chunk);
      done?.(result.sentences);
      return result;
    },
  });
}
