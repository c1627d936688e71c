import { appendFile } from 'node:fs/promises';
import { FileError } from '@tagger/core';
import { readWholeText, replaceFile, toFileError } from '@tagger/core/node';
import * as v from 'valibot';

const common = {
  /** Of all that decides the run: settings and inputs. */
  id: v.string(),
  combination: v.record(v.string(), v.unknown()),
  seed: v.number(),
};

const finishedSchema = v.looseObject({
  ...common,
  /** On dev: span F1 where the tags mark spans, accuracy otherwise. */
  score: v.number(),
  scores: v.looseObject({ accuracy: v.number(), spanF1: v.optional(v.number()) }),
  epoch: v.number(),
  seconds: v.number(),
  /** Size of the model file, and its checksum. */
  bytes: v.number(),
  sha256: v.string(),
});
/** A run whose loss was no finite number any more. */
const divergedSchema = v.looseObject({ ...common, diverged: v.string() });

/** A run that is done: a line of the file of runs. */
export type RunRecord = v.InferOutput<typeof finishedSchema> | v.InferOutput<typeof divergedSchema>;
export type FinishedRun = v.InferOutput<typeof finishedSchema>;
/** What came of a run. */
export type RunOutcome =
  | (Pick<FinishedRun, 'score' | 'scores' | 'epoch' | 'seconds' | 'bytes' | 'sha256'> & {
      readonly engine: string;
    })
  | { readonly diverged: string };

export function isFinished(record: RunRecord): record is FinishedRun {
  return 'score' in record;
}

/**
 * The runs that are done, by id; of one that is there twice, the last. A line that a crash cut off is no run.
 * @throws FileError with the line of what is none
 */
export async function readRecords(path: string): Promise<Map<string, RunRecord>> {
  const lines = (await readAll(path)).split('\n');
  const rest = lines.pop();
  const records = lines.map((line, index) => parseRecord(line, path, index + 1));
  if (rest) await replaceFile(path, lines.map((line) => `${line}\n`).join(''));
  return new Map(records.map((record) => [record.id, record]));
}

export async function appendRecord(path: string, record: RunRecord): Promise<void> {
  await appendFile(path, `${JSON.stringify(record)}\n`).catch((error) => {
    throw toFileError(error, path);
  });
}

async function readAll(path: string): Promise<string> {
  try {
    return await readWholeText(path);
  } catch (error) {
    const { cause } = error as Error;
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return '';
    throw error;
  }
}

function parseRecord(line: string, path: string, number: number): RunRecord {
  try {
    return v.parse(v.union([finishedSchema, divergedSchema]), JSON.parse(line));
  } catch (cause) {
    throw new FileError('is not a run of a sweep', {
      location: { file: path, line: number },
      hint: 'remove the line, or choose another folder with -o',
      cause,
    });
  }
}
