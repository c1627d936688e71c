import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { makeFolder, readBytes } from '@tagger/core/node';
import { completeSettings, fingerprintCorpus } from '@tagger/trainer/internal';
import type { Corpora } from '../corpora/read-corpora';
import { sha256 } from '../data/sha256';
import type { TrainFlags } from '../flags/train-flags';
import { type RankedCombination, rank } from './rank';
import { appendRecord, type RunOutcome, type RunRecord, readRecords } from './run-record';
import type { SweepRun } from './sweep-run';

export const recordsName = 'runs.jsonl';
export const bestName = 'best.onnx';

/** The runs that are done, in a folder. */
export class SweepRecords {
  private constructor(
    private readonly folder: string,
    private readonly records: Map<string, RunRecord>,
    private readonly inputs: string,
  ) {}

  /** @throws FileError if a line is no run, or an input cannot be read */
  static async open(folder: string, flags: TrainFlags, corpora: Corpora): Promise<SweepRecords> {
    const records = await readRecords(join(folder, recordsName));
    return new SweepRecords(folder, records, await identifyInputs(flags, corpora));
  }

  get bestPath(): string {
    return join(this.folder, bestName);
  }

  find(run: SweepRun): RunRecord | undefined {
    return this.records.get(this.identify(run));
  }

  /** Of all that decides the run: settings and inputs. */
  identify({ settings }: SweepRun): string {
    return sha256(Buffer.from(this.inputs + JSON.stringify(completeSettings(settings))));
  }

  async add(run: SweepRun, outcome: RunOutcome): Promise<RunRecord> {
    const { combination, seed } = run;
    const record: RunRecord = { id: this.identify(run), combination, seed, ...outcome };
    await makeFolder(this.folder);
    await appendRecord(join(this.folder, recordsName), record);
    this.records.set(record.id, record);
    return record;
  }

  /** Combinations whose runs are all done, the best first. */
  rank(plan: readonly (readonly SweepRun[])[]): RankedCombination[] {
    return rank(plan.map((runs) => [runs[0]!.combination, runs.map((run) => this.find(run)!)]));
  }

  /** The checksum of the best model that is there. */
  async hashBest(): Promise<string | undefined> {
    return hashFile(this.bestPath).catch(() => undefined);
  }
}

/** What decides the runs beside their settings. */
async function identifyInputs(
  { vectors, pretrain, precision }: TrainFlags,
  { train, dev }: Corpora,
): Promise<string> {
  const corpora = [train, dev!].map(fingerprintCorpus);
  return JSON.stringify([...corpora, vectors ? await hashFile(vectors) : '', pretrain ?? '', precision]);
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of readBytes(path)) hash.update(piece);
  return hash.digest('hex');
}
