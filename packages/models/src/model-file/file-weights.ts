import type { Table } from '../kernels/table';
import type { Named, ParameterSpec } from '../layers/layer';

/** Weights of parameters that are all float32. */
export class FileWeights {
  constructor(
    private readonly specs: readonly ParameterSpec[],
    private readonly parameters: Named<Float32Array>,
  ) {}

  table(name: string): Table {
    const { shape } = this.specs.find((spec) => spec.name === name)!;
    return { width: shape.at(-1)!, data: this.values(name) };
  }

  values(name: string): Float32Array {
    return this.parameters[name]!;
  }
}
