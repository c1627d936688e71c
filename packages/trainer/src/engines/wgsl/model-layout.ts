import { listTrained, type Named, type Network, type ParameterSpec } from '@tagger/models/internal';
import type { StorageKey } from '@tagger/models/webgpu';
import { type Optimizer, stateName } from '../../optimizers/optimizer';

/** Everything that learns and is no table, one behind the other: an optimiser's step takes it as one tensor. */
export const dense = 'dense';

/** In front of the gradients: the results of a step. */
export const resultNames = ['loss', 'gradientNorm'] as const;

/** A part of a buffer. */
export interface Range {
  readonly start: number;
  readonly count: number;
}

/**
 * Where the parameters and the states of the optimiser are in their buffer: what learns first, then the states in the same order, and last
 * what never changes. Gradients have the order of what learns.
 */
export class ModelLayout {
  /** The trained parameters, tables behind the others. */
  readonly trained: readonly ParameterSpec[];
  readonly tables: readonly ParameterSpec[];
  readonly denseCount: number;
  readonly ranges: ReadonlyMap<string, Range>;
  /** Of all that learns. */
  readonly learning: Range;
  readonly states: Range;
  readonly count: number;
  readonly #offsets: ReadonlyMap<StorageKey, number>;
  /** Of a step's gradients, in their order, the numbers of each, of a table's those of a row. */
  readonly #gradients: readonly { readonly name: string; readonly key: StorageKey; readonly count: number }[];

  constructor(
    readonly network: Network,
    optimizer: Optimizer,
  ) {
    const names = new Set(listTrained(network));
    const trained = network.parameters.filter(({ name }) => names.has(name));
    this.tables = trained.filter(({ isTable }) => isTable);
    this.trained = [...trained.filter(({ isTable }) => !isTable), ...this.tables];
    this.denseCount = sum(trained.filter(({ isTable }) => !isTable).map(countOf));
    const ranges = new Map<string, Range>();
    let end = 0;
    const place = (name: string, count: number) => {
      ranges.set(name, { start: end, count });
      end += count;
    };
    const placeAll = (nameOf: (parameter: string) => string) => {
      ranges.set(nameOf(dense), { start: end, count: this.denseCount });
      for (const spec of this.trained) place(nameOf(spec.name), countOf(spec));
    };
    placeAll((name) => name);
    this.learning = { start: 0, count: end };
    for (const state of optimizer.stateNames) placeAll((name) => stateName(state, name));
    this.states = { start: this.learning.count, count: end - this.learning.count };
    for (const spec of network.parameters.filter(({ name }) => !names.has(name)))
      place(spec.name, countOf(spec));
    this.ranges = ranges;
    this.count = end;
    this.#offsets = new Map(Array.from(ranges, ([name, { start }]) => [`model/${name}`, start] as const));
    this.#gradients = this.trained.map((spec) => ({
      name: spec.name,
      key: `work/gradient/${spec.name}`,
      count: spec.isTable ? spec.shape[1]! : countOf(spec),
    }));
  }

  /** Where a program finds the parameters and the states. */
  get offsets(): Map<StorageKey, number> {
    return new Map(this.#offsets);
  }

  /**
   * Says where a step's results and gradients are.
   * @param rows of each table, those that the batch uses
   * @returns the first number behind them
   */
  placeStep(rows: Named<Int32Array>, start: number, offsets: Map<StorageKey, number>): number {
    let end = start;
    for (const name of resultNames) offsets.set(`work/${name}`, end++);
    offsets.set(`work/gradient/${dense}`, end);
    for (const { name, key, count } of this.#gradients) {
      offsets.set(key, end);
      end += count * (rows[name]?.length ?? 1);
    }
    return end;
  }

  range(name: string): Range {
    return this.ranges.get(name)!;
  }

  /** Values by name, of those in a part of the buffer. */
  pick(names: readonly string[], values: Float32Array, from: Range): Named<Float32Array> {
    return Object.fromEntries(
      names.map((name) => {
        const { start, count } = this.range(name);
        return [name, values.slice(start - from.start, start - from.start + count)];
      }),
    );
  }
}

const countOf = ({ shape }: ParameterSpec) => shape.reduce((product, length) => product * length, 1);
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
