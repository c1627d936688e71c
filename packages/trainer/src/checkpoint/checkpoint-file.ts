import type { Network } from '@tagger/models/internal';
import type { TrainingSettings } from '../settings/settings';
import type { TrainingState } from '../training/training-state';
import { type RunIdentity, readCheckpoint, writeCheckpoint } from './checkpoint';
import { fingerprintInputs, type RunInputs } from './fingerprint';

/** The run that a checkpoint belongs to. */
export interface CheckpointedRun {
  readonly settings: TrainingSettings;
  readonly inputs: RunInputs;
  readonly network: Network;
}

/** The file that keeps the progress of a run. */
export class CheckpointFile {
  #identity: RunIdentity | undefined;
  #network: Network | undefined;

  constructor(private readonly options: { readonly path: string; readonly resume: boolean }) {}

  /**
   * Begins with a run, before its parameters change.
   * @returns the state that it continues from; undefined for a new run
   * @throws as `readCheckpoint` throws
   */
  async begin({ settings, inputs, network }: CheckpointedRun): Promise<TrainingState | undefined> {
    const { path, resume } = this.options;
    this.#identity = { settings, inputs: fingerprintInputs(inputs) };
    this.#network = network;
    const { length } = inputs.corpus.sentences;
    return resume ? readCheckpoint(path, this.#identity, network, length) : undefined;
  }

  write(state: TrainingState): Promise<void> {
    return writeCheckpoint(this.options.path, this.#identity!, this.#network!, state);
  }
}
