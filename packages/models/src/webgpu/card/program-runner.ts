import type { HostTensor } from '../../batch/host-tensor';
import type { Named } from '../../layers/layer';
import { BatchTensors } from '../batch-tensors';
import type { Program } from '../compile/program';
import type { StorageKey } from '../compile/quantities';
import type { Sizes } from '../graph/shape';
import type { Card } from './card';
import { CardBuffers } from './card-buffers';
import { CompiledProgram } from './compiled-program';
import { Recorder } from './recorder';

/** What a program is run on. */
export interface ProgramRun {
  /** What it reads of a batch, by name. */
  readonly tensors: Named<HostTensor>;
  readonly sizes: Sizes;
  /** Where tensors are in the card's buffers; those of the batch and of the program's own memory are added. */
  readonly offsets: Map<StorageKey, number>;
}

/** Runs programs on a card: it has their buffers, and collects what runs together. */
export class ProgramRunner {
  readonly buffers: CardBuffers;
  readonly #recorder = new Recorder();
  readonly #tensors = new BatchTensors();

  constructor(private readonly card: Card) {
    this.buffers = new CardBuffers(card);
  }

  async compile(program: Program): Promise<CompiledProgram> {
    return new CompiledProgram(program, await this.card.compile(program.kernels));
  }

  /** Forgets what was added. */
  begin(): void {
    this.#recorder.clear();
    this.#tensors.clear();
  }

  /** @param start where the memory of the step is free @returns its end */
  add(program: CompiledProgram, { tensors, sizes, offsets }: ProgramRun, start: number): number {
    this.#tensors.place(program.program, tensors, sizes, offsets);
    const end = program.program.memory.place(sizes, start, offsets);
    this.#recorder.add(program, sizes, offsets);
    return end;
  }

  /**
   * Records what was added, with so much memory.
   * @throws MemoryError if the card has no room for it
   */
  async encode(memory: number): Promise<GPUCommandEncoder> {
    const { device } = this.card;
    const { numbers } = this.#recorder;
    const { values } = this.#tensors;
    await this.buffers.reserve('work', memory);
    await this.buffers.reserve('numbers', numbers.length);
    await this.buffers.reserve('batch', values.length);
    device.queue.writeBuffer(this.buffers.get('numbers'), 0, numbers);
    device.queue.writeBuffer(this.buffers.get('batch'), 0, values);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    this.#recorder.record(pass, this.buffers);
    pass.end();
    return encoder;
  }
}
