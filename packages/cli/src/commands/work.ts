import { setFlagsFromString } from 'node:v8';
import { Tagger } from '@tagger/models';
import type { RedisLink } from '@tagger/queue';
import type { Command } from 'commander';
import { parseThreads } from '../flags/options';
import { exitStatus } from '../io/exit-status';
import { Interruption } from '../io/interruption';
import type { Io } from '../io/io';
import { findEnglishModel } from '../models/english-model';
import { loadQueue } from '../queue/load-queue';
import { addQueueOptions, note, openRedis, type QueueFlags } from '../queue/queue-options';
import { type HashedModel, readHashedModel } from '../queue/read-model';
import { startTrainingWorker } from '../queue/training-worker';

interface WorkFlags extends QueueFlags {
  readonly model?: string;
  readonly concurrency: number;
}

/** Milliseconds between looks for chunks that only another model can tag. */
const lookInterval = 2000;

/**
 * A worker has a core of its own. V8 would collect garbage on several threads, which other workers' cores then lack. And it would take the objects of the first
 * sentences, all of which its small heap still has when it looks, for ones that stay, and copy all later ones.
 */
const v8Flags = ['--no-parallel-scavenge', '--no-allocation-site-pretenuring'];

const examples = `
Examples:
  $ tagger work --redis redis://queue:6379                  (the English model)
  $ REDIS_URL=rediss://user:password@queue tagger work --model model.onnx

Tags the chunks that tagger submit has put up for the same model file, and
trains the runs of tagger sweep --redis, until SIGTERM or Ctrl-C, which finish
what is at hand. Start one for each core.`;

export function defineWork(command: Command, io: Io, exit: (status: number) => void): void {
  command.option('--model <file>', 'model file (.onnx); by default @tagger/model-en');
  addQueueOptions(command)
    .option('--concurrency <n>', 'chunks at a time, each on a thread of its own', parseThreads, 1)
    .addHelpText('after', examples)
    .action(async (flags: WorkFlags) => exit(await runWork(flags, io)));
}

async function runWork(flags: WorkFlags, io: Io): Promise<number> {
  for (const flag of v8Flags) setFlagsFromString(flag);
  const { startChunkWorker } = await loadQueue();
  const model = await readHashedModel(flags.model ?? (await findEnglishModel(io)));
  const interruption = new Interruption(io, () => note(io, 'finishing what is at hand, then stopping'));
  const { signal } = interruption;
  // What is at hand still goes to Redis after an interruption.
  const ending = new AbortController();
  let tagger: Tagger | undefined;
  let link: RedisLink | undefined;
  try {
    link = await openRedis(flags, io, ending.signal);
    const { queue: prefix, concurrency } = flags;
    tagger =
      concurrency === 1
        ? await Tagger.load(model.bytes)
        : await Tagger.pool(model.bytes, { workers: concurrency });
    const counts = { chunks: 0, trainings: 0 };
    const tell = (line: string) => note(io, line);
    const worker = startChunkWorker({
      link,
      prefix,
      tagger,
      model: model.sha256,
      concurrency,
      note: tell,
      done: () => {
        counts.chunks += 1;
      },
    });
    const trainer = await startTrainingWorker({
      link,
      prefix,
      io,
      note: tell,
      done: () => {
        counts.trainings += 1;
      },
    });
    note(io, `working with ${nameModel(model)} for Redis at ${link.shown}, queue ${prefix} (Ctrl-C stops)`);
    const looking = lookForOthers(link, flags, model, io);
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    clearInterval(looking);
    await Promise.all([worker.close(), trainer.close()]);
    note(io, `stopped: ${counts.chunks} chunks are tagged, ${counts.trainings} runs are trained`);
    return exitStatus.done;
  } catch (error) {
    if (!signal.aborted) throw error;
    return exitStatus.done;
  } finally {
    interruption.end();
    ending.abort();
    link?.close();
    await tagger?.release();
  }
}

function nameModel({ name, sha256 }: { readonly name: string; readonly sha256: string }): string {
  return `${name} (SHA-256 ${sha256.slice(0, 12)}…)`;
}

/** Says of each model once that chunks wait for it. */
function lookForOthers(link: RedisLink, { queue }: QueueFlags, own: HashedModel, io: Io): NodeJS.Timeout {
  const client = link.connect();
  const told = new Set<string>();
  const look = async () => {
    const { findOtherModels } = await loadQueue();
    for (const model of await findOtherModels(client, queue, own.sha256)) {
      if (told.has(model.sha256)) continue;
      told.add(model.sha256);
      const count = `${model.chunks} chunks wait for another model, ${nameModel(model)}`;
      note(io, `${count}: they are left to other workers`);
    }
  };
  // A look that fails is one less.
  const lookQuietly = () => void look().catch(() => {});
  lookQuietly();
  return setInterval(lookQuietly, lookInterval).unref();
}
