import type { Named, ParameterSpec } from '../layers/layer';
import { createNetwork } from '../network/create-network';
import type { TensorProto } from '../onnx/model-proto';
import type { ModelDescription } from './model-description';
import type { MatrixRows, Table } from './table';
import { readTable, readWeight, type StoredPrecision } from './weights';

/** The weights of a model file, as they are in it: what reads all of a table in float32 makes a copy of that size. */
export class FileWeights {
  /** @param prefix of the names in the file */
  constructor(
    private readonly specs: readonly ParameterSpec[],
    readonly initializers: ReadonlyMap<string, TensorProto>,
    private readonly prefix = '',
  ) {}

  /** That of the recurrent weights, which decides how the network is run. */
  get precision(): StoredPrecision {
    const { name } = this.#find('recurrentWeight');
    return this.initializers.get(name)?.data instanceof Int8Array ? 'int8' : 'float32';
  }

  /** The same weights, but for some that take the place of theirs, in their shape. */
  replace(values: Named<Float32Array>): FileWeights {
    const names = Object.keys(values);
    if (names.length === 0) return this;
    const initializers = new Map(this.initializers);
    for (const name of names) {
      const { name: stored, shape } = this.#find(name);
      initializers.set(stored, { name: stored, type: 'float32', dimensions: shape, data: values[name]! });
    }
    return new FileWeights(this.specs, initializers, this.prefix);
  }

  table(name: string): Table {
    return readTable(this.initializers, this.#find(name));
  }

  /** A matrix, which is no table. */
  matrix(name: string): MatrixRows {
    return this.table(name) as MatrixRows;
  }

  /** All values of a parameter in float32. */
  values(name: string): Float32Array {
    return readWeight(this.initializers, this.#find(name));
  }

  /** All parameters in float32. */
  all(): Named<Float32Array> {
    return Object.fromEntries(this.specs.map(({ name }) => [name, this.values(name)]));
  }

  /** The parameter as the file names it. */
  #find(name: string): ParameterSpec {
    const spec = this.specs.find((own) => own.name === name)!;
    return { ...spec, name: this.prefix + name };
  }
}

/** In front of the names of a tokenizer's weights. */
export const tokenizerPrefix = 'tokenizer/';

/** The weights of a model's tokenizer, if it has one. */
export function readTokenizerWeights(
  { tokenizer }: ModelDescription,
  initializers: ReadonlyMap<string, TensorProto>,
): FileWeights | undefined {
  if (!tokenizer) return undefined;
  return new FileWeights(createNetwork(tokenizer.network).parameters, initializers, tokenizerPrefix);
}
