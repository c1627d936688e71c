import type { Named, ParameterSpec } from '../layers/layer';
import type { TensorProto } from '../onnx/model-proto';
import type { Table } from './table';
import { readTable, readWeight } from './weights';

/** The weights of a model file, as they are in it: what reads all of a table in float32 makes a copy of that size. */
export class FileWeights {
  constructor(
    private readonly specs: readonly ParameterSpec[],
    readonly initializers: ReadonlyMap<string, TensorProto>,
  ) {}

  /** A matrix. */
  table(name: string): Table {
    return readTable(this.initializers, name);
  }

  /** All values of a parameter in float32. */
  values(name: string): Float32Array {
    return readWeight(this.initializers, name);
  }

  /** All parameters in float32. */
  all(): Named<Float32Array> {
    return Object.fromEntries(this.specs.map(({ name }) => [name, this.values(name)]));
  }
}
