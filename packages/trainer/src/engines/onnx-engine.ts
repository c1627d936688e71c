import type { Device, Runtime } from '@tagger/models';
import { createNetwork, describeBatch, smallestBatch } from '@tagger/models/internal';
import type { Engine, TrainingSession, TrainingSessionOptions } from './engine';
import { OnnxTrainingSession } from './onnx-training-session';
import { buildPredictionGraph, type GraphForm } from './training-graph';

const smallestNetwork = createNetwork({
  cell: 'rnn',
  cellOutput: 'tanh',
  hiddenSize: 1,
  embeddingSize: 1,
  vocabularySize: 1,
  tagCount: 1,
});

/** Options of `OnnxEngine`. */
export interface OnnxEngineOptions {
  readonly device: Device;
  readonly threads?: number | undefined;
  /** How the graphs are written; by default as the device and its runtime have it best. Any device runs all. */
  readonly graphs?: Omit<GraphForm, 'steps'> | undefined;
}

/** Trains by running each step as one ONNX graph. */
export class OnnxEngine implements Engine {
  readonly name: string;

  constructor(
    private readonly runtime: Runtime,
    private readonly options: OnnxEngineOptions,
  ) {
    this.name = `${runtime.name}, ${options.device === 'auto' ? 'cpu' : options.device}`;
  }

  /**
   * Finds out whether the device is there.
   * @throws DeviceError if not
   */
  async check(): Promise<void> {
    const graph = buildPredictionGraph(
      smallestNetwork,
      { for: 'cpu', table: 'rows' },
      describeBatch(smallestNetwork.inputs, smallestBatch),
    );
    const session = await this.runtime.createSession(graph, this.options);
    await session.release();
  }

  /** @throws DeviceError if the device is not there */
  async createSession(options: TrainingSessionOptions): Promise<TrainingSession> {
    // Sessions are made for the batches that occur: whether the device is there, this one tells.
    await this.check();
    const { graphs = this.#chooseGraphs(), device, threads } = this.options;
    return new OnnxTrainingSession(options, graphs, (model, kept) =>
      this.runtime.createSession(model, { device, threads, kept }),
    );
  }

  #chooseGraphs(): Omit<GraphForm, 'steps'> {
    const { device } = this.options;
    return {
      for: device === 'cuda' || device === 'webgpu' ? device : 'cpu',
      // Where a table would come back in each step, its rows are less.
      table: this.runtime.keepsOn(device) ? 'whole' : 'rows',
    };
  }
}
