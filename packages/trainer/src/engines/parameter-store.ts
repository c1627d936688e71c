import type { KeepingResult } from '@tagger/models/internal';
import type { RuntimeInput } from '@tagger/models/runtime';
import { updatedName } from './training-graph';

/** Parameters that stay where the runtime left them: what one step gives is what the next one takes. */
export class ParameterStore {
  #values: Readonly<Record<string, RuntimeInput>>;

  constructor(initial: Readonly<Record<string, RuntimeInput>>) {
    this.#values = initial;
  }

  /** By name, for a graph. */
  get inputs(): Readonly<Record<string, RuntimeInput>> {
    return this.#values;
  }

  has(name: string): boolean {
    return name in this.#values;
  }

  /** Takes the values that were updated, and frees those that they replace. */
  update({ kept }: KeepingResult): void {
    const updated = Object.keys(this.#values).filter((name) => updatedName(name) in kept);
    this.write(Object.fromEntries(updated.map((name) => [name, kept[updatedName(name)]!])));
  }

  /** Puts these in the place of others. */
  write(values: Readonly<Record<string, RuntimeInput>>): void {
    const old = Object.entries(this.#values).filter(([name]) => name in values);
    this.#values = { ...this.#values, ...values };
    free(Object.fromEntries(old));
  }

  async read(name: string): Promise<Float32Array> {
    const value = this.#values[name]!;
    const { data } = 'read' in value ? await value.read() : value;
    return data as Float32Array;
  }

  release(): void {
    free(this.#values);
    this.#values = {};
  }
}

function free(values: Readonly<Record<string, RuntimeInput>>): void {
  for (const value of Object.values(values)) if ('release' in value) value.release();
}
