import { type HostTensor, hostTensor, listTrained, type Named } from '@tagger/models/internal';
import {
  type Card,
  type CompiledProgram,
  countValues,
  MemoryError,
  type Program,
  ProgramRunner,
} from '@tagger/models/webgpu';
import type { PreparedBatch } from '../../batches/prepare-batch';
import { EngineError } from '../../errors';
import { listStates } from '../../optimizers/optimizer';
import type {
  Prediction,
  StepRates,
  StepResult,
  SubmittedStep,
  TrainingSession,
  TrainingSessionOptions,
} from '../engine';
import { measureBatch } from './measure-batch';
import { ModelLayout, type Range } from './model-layout';
import { StepResults } from './step-results';
import { idsName, learnsName, outputKey, ProgramWriter } from './write-programs';

/** A network in training on a card. */
export class WgslTrainingSession implements TrainingSession {
  readonly #layout: ModelLayout;
  readonly #writer: ProgramWriter;
  readonly #runner: ProgramRunner;
  readonly #results: StepResults;
  readonly #programs = new Map<string, Promise<CompiledProgram>>();
  /** What never changes is read from here. */
  #fixed: Named<Float32Array> = {};

  static async create(card: Card, options: TrainingSessionOptions): Promise<WgslTrainingSession> {
    const session = new WgslTrainingSession(card, options);
    await session.#load(options);
    return session;
  }

  private constructor(
    private readonly card: Card,
    private readonly options: TrainingSessionOptions,
  ) {
    const { network, optimizer, clipNorm, frozenRows = {} } = options;
    this.#layout = new ModelLayout(network, optimizer);
    const task = { network, optimizer, clipNorm, frozen: Object.keys(frozenRows) };
    this.#writer = new ProgramWriter(this.#layout, task, card.limits);
    this.#runner = new ProgramRunner(card);
    this.#results = new StepResults(card);
  }

  async step(batches: readonly PreparedBatch[], rates: StepRates): Promise<StepResult> {
    return (await this.submit(batches, rates)).result();
  }

  /** Nothing is read back from the card until the result is asked for. */
  async submit(
    batches: readonly PreparedBatch[],
    { learningRate, decay }: StepRates,
  ): Promise<SubmittedStep> {
    this.card.check();
    const { network } = this.options;
    const [first] = batches as [PreparedBatch];
    const rows = this.#describeRows(first);
    const offsets = this.#layout.offsets;
    // The results and gradients of a batch, those of all batches behind them where there are several, and then what a program needs for itself.
    const region = this.#layout.placeStep(first.rows, 0, offsets);
    const isSum = batches.length > 1;
    const free = isSum ? 2 * region : region;
    let end = 0;
    this.#runner.begin();
    for (const [index, batch] of batches.entries()) {
      const tensors = { ...batch.inputs, ...batch.target, ...rows };
      const names = [...Object.keys(batch.inputs), ...Object.keys(batch.target)];
      const program = await this.#compile('gradients', names, (own) => this.#writer.gradients(own));
      const sizes = measureBatch(network, batch);
      end = Math.max(end, this.#runner.add(program, { tensors, sizes, offsets }, free));
      if (isSum) await this.#addSum(index === 0, region);
    }
    if (isSum) this.#layout.placeStep(first.rows, region, offsets);
    const update = await this.#compile('update', [], () => this.#writer.update());
    const tensors = { ...rows, learningRate: scalar(learningRate), decay: scalar(decay) };
    const sizes = measureBatch(network, first);
    end = Math.max(end, this.#runner.add(update, { tensors, sizes, offsets }, free));
    const encoder = await this.#encode(end, batches);
    const result = this.#results.add(encoder, this.#runner.buffers.get('work'), isSum ? region : 0);
    this.card.device.queue.submit([encoder.finish()]);
    return { result };
  }

  async predict(batch: PreparedBatch): Promise<Prediction> {
    this.card.check();
    const names = Object.keys(batch.inputs);
    const program = await this.#compile('prediction', names, (own) => this.#writer.prediction(own));
    const sizes = measureBatch(this.options.network, batch);
    const { offsets } = this.#layout;
    let end = 0;
    const ranges = this.#writer.outputs.map((shape, index) => {
      const range = { start: end, count: countValues(shape, sizes) };
      offsets.set(outputKey(index), end);
      end += range.count;
      return range;
    });
    this.#runner.begin();
    const tensors = { ...batch.inputs, ...this.#describeRows(batch) };
    const encoder = await this.#encode(this.#runner.add(program, { tensors, sizes, offsets }, end), [batch]);
    this.card.device.queue.submit([encoder.finish()]);
    const values = await this.card.read(this.#runner.buffers.get('work'), 0, end);
    this.card.check();
    const [logProbabilities, scores, ...otherScores] = ranges.map(({ start, count }) =>
      values.slice(start, start + count),
    ) as [Float32Array, Float32Array, ...Float32Array[]];
    return { logProbabilities, scores, ...(otherScores.length > 0 && { otherScores }) };
  }

  async readParameters(): Promise<Named<Float32Array>> {
    const { learning, trained } = this.#layout;
    const names = trained.map(({ name }) => name);
    return { ...this.#fixed, ...(await this.#read(names, learning)) };
  }

  async writeParameters(parameters: Named<Float32Array>): Promise<void> {
    this.card.check();
    const names = this.options.network.parameters.map(({ name }) => name);
    for (const name of names) this.#write(name, parameters[name]!);
    const trained = new Set(listTrained(this.options.network));
    this.#fixed = Object.fromEntries(
      names.filter((name) => !trained.has(name)).map((name) => [name, parameters[name]!]),
    );
  }

  async readOptimizerStates(): Promise<Named<Float32Array>> {
    const { optimizer, network } = this.options;
    const names = listStates(optimizer, listTrained(network)).map(({ name }) => name);
    return names.length === 0 ? {} : this.#read(names, this.#layout.states);
  }

  async release(): Promise<void> {
    this.#runner.buffers.destroy();
    this.#results.destroy();
  }

  async #load({ parameters, optimizerStates = {} }: TrainingSessionOptions): Promise<void> {
    await this.#runner.buffers.reserve('model', this.#layout.count);
    await this.writeParameters(parameters);
    for (const [name, values] of Object.entries(optimizerStates)) this.#write(name, values);
  }

  #write(name: string, values: Float32Array): void {
    const { start } = this.#layout.range(name);
    this.card.device.queue.writeBuffer(
      this.#runner.buffers.get('model'),
      4 * start,
      values as Float32Array<ArrayBuffer>,
    );
  }

  async #read(names: readonly string[], range: Range): Promise<Named<Float32Array>> {
    this.card.check();
    const values = await this.card.read(this.#runner.buffers.get('model'), range.start, range.count);
    return this.#layout.pick(names, values, range);
  }

  async #addSum(isFirst: boolean, region: number): Promise<void> {
    const program = await this.#compile(isFirst ? 'copy' : 'sum', [], () => this.#writer.sum(isFirst));
    const offsets = new Map([
      ['work/own', 0],
      ['work/sum', region],
    ]);
    this.#runner.add(program, { tensors: {}, sizes: { region }, offsets }, 0);
  }

  /** The rows of the tables that a batch uses, and which of them learn. */
  #describeRows({ rows }: PreparedBatch): Record<string, HostTensor> {
    const { frozenRows = {} } = this.options;
    const ids = Object.entries(rows).map(([table, own]) => [idsName(table), hostTensor([own.length], own)]);
    const learns = Object.entries(frozenRows).map(([table, isFrozen]) => {
      const own = rows[table]!;
      const values = Float32Array.from(own, (id) => 1 - isFrozen[id]!);
      return [learnsName(table), hostTensor([own.length, 1], values)];
    });
    return Object.fromEntries([...ids, ...learns]);
  }

  /** @throws EngineError if the card has no room for the batches */
  async #encode(memory: number, batches: readonly PreparedBatch[]): Promise<GPUCommandEncoder> {
    return this.#runner.encode(memory).catch((error) => {
      if (!(error instanceof MemoryError)) throw error;
      const steps = Math.max(...batches.map(({ batch: { size, time } }) => size * time));
      throw new EngineError(
        `${error.message}; batches of ${steps} steps are too large, try --batch-tokens ${error.countFitting(steps)}`,
        { cause: error },
      );
    });
  }

  #compile(kind: string, names: readonly string[], write: (names: ReadonlySet<string>) => Program) {
    const key = `${kind} ${names.join(' ')}`;
    const known = this.#programs.get(key);
    if (known) return known;
    const compiled = this.#runner.compile(write(new Set(names)));
    this.#programs.set(key, compiled);
    return compiled;
  }
}

const scalar = (value: number): HostTensor => hostTensor([], Float32Array.of(value));
