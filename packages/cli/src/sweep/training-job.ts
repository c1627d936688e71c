import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { SettingsError } from '@tagger/core';
import { standardStream, toFileError } from '@tagger/core/node';
import type { FileStore } from '@tagger/queue';
import type { GivenSettings } from '@tagger/trainer';
import packageJson from '../../package.json';
import { readAnnotations } from '../corpora/read-annotations';
import type { TrainFlags } from '../flags/train-flags';
import type { RunOutcome } from './run-record';
import type { Run } from './run-trainer';

/** Flags that decide a run in addition to its settings and files; none of them names a file. */
const ownFlags = [
  ...['format', 'column', 'auxiliary', 'wordColumn', 'labels', 'strict', 'language', 'licence'],
  ...['precision', 'pretrain', 'device', 'gpu', 'engine', 'threads'],
] as const;

/** A file that travels by its SHA-256. */
export interface JobFile {
  /** Without its folder. */
  readonly name: string;
  readonly sha256: string;
}

/** A run of a sweep, as it travels. */
export interface TrainingJob {
  /** Of tagger: another may train another model. */
  readonly version: string;
  readonly flags: Partial<TrainFlags>;
  readonly settings: GivenSettings;
  /** Those that the flags name; without any, the demonstration corpus. */
  readonly files: Readonly<Record<'train' | 'dev' | 'vectors', readonly JobFile[]>>;
}

/** What came of it, with the model, packed, unless it diverged. */
export interface TrainingResult {
  readonly outcome: RunOutcome;
  readonly model?: string | undefined;
}

export const jobVersion = packageJson.version;

/** Sends the files of a sweep, which all its runs have in common. */
export async function sendFiles(store: FileStore, flags: TrainFlags): Promise<TrainingJob['files']> {
  const send = async (paths: readonly string[] = []) => {
    const files: JobFile[] = [];
    for (const path of paths) {
      if (path === standardStream)
        throw new SettingsError('with --redis, a corpus cannot be standard input', {
          hint: 'save it as a file',
        });
      const content = await readFile(path).catch((error) => {
        throw toFileError(error, path);
      });
      files.push({ name: basename(path), sha256: await store.put(content, path) });
    }
    return files;
  };
  return {
    train: await send(flags.train),
    dev: await send(flags.dev),
    vectors: await send(flags.vectors === undefined ? [] : [flags.vectors]),
  };
}

/** The job of a run. On one thread, unless flags say otherwise, it gives the same bytes on each machine. */
export async function createTrainingJob(
  { flags, settings }: Run,
  files: TrainingJob['files'],
): Promise<TrainingJob> {
  const own = Object.fromEntries(
    ownFlags.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]])),
  );
  // The names in a dataset card; a worker reads no file that a job names.
  const { labels } = await readAnnotations(flags);
  const named = { ...own, threads: flags.threads ?? 1, ...(labels && { labels: labels.join(',') }) };
  return { version: jobVersion, flags: named, settings, files };
}
