import type { GraphBuilder } from '../onnx/graph-builder';
import { dataTypes } from '../onnx/model-proto';

/** Constants of a graph that computes in whole numbers. */
export class WholeValues {
  constructor(private readonly graph: GraphBuilder) {}

  float(value: number): string {
    return this.floats([value], []);
  }

  floats(values: ArrayLike<number>, dimensions: readonly number[] = [values.length]): string {
    const data = Float32Array.from(values);
    return this.graph.initializer(this.graph.uniqueName('float'), { type: 'float32', dimensions, data });
  }

  double(value: number): string {
    return this.doubles([value], []);
  }

  doubles(values: ArrayLike<number>, dimensions: readonly number[] = [values.length]): string {
    const data = Float64Array.from(values);
    return this.graph.initializer(this.graph.uniqueName('double'), { type: 'float64', dimensions, data });
  }

  /** Whole numbers of 16 bits. */
  whole(values: ArrayLike<number>, dimensions: readonly number[] = [values.length]): string {
    const data = Int16Array.from(values);
    return this.graph.initializer(this.graph.uniqueName('whole'), { type: 'int16', dimensions, data });
  }

  /** Whole numbers of 16 bits, which become another type once, when a runtime loads the graph. */
  shorts(data: Int16Array, dimensions: readonly number[], type: 'float32' | 'float64' = 'float32'): string {
    return this.graph.node('Cast', [this.whole(data, dimensions)], { to: dataTypes[type] });
  }

  join(values: readonly string[], axis: number): string {
    return values.length === 1 ? values[0]! : this.graph.node('Concat', values, { axis });
  }
}
