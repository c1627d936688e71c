import type { CardOptions } from '@tagger/models/internal';
import { Card } from '@tagger/models/webgpu';
import type { Engine, TrainingSession, TrainingSessionOptions } from '../engine';
import { WgslTrainingSession } from './wgsl-session';

/**
 * Trains on a graphics card, by kernels of our own in WGSL: on whatever WebGPU has, in Node.js by the package `webgpu`, and in a browser.
 * The parameters stay on the card; a batch goes there, its loss comes back.
 */
export class WgslEngine implements Engine {
  readonly name: string;

  private constructor(
    private readonly card: Card,
    private readonly options: CardOptions | undefined,
  ) {
    this.name = `wgsl, ${card.name}`;
  }

  /** @throws DeviceError if there is no card */
  static async create(options?: CardOptions): Promise<WgslEngine> {
    return new WgslEngine(await Card.open(options), options);
  }

  /** Sessions share the card, whose kernels are compiled once; one that was lost is asked for again. */
  async createSession(options: TrainingSessionOptions): Promise<TrainingSession> {
    const card = this.card.isLost ? await Card.open(this.options) : this.card;
    return WgslTrainingSession.create(card, options);
  }
}
