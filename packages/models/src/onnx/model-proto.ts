/**
 * The part of the ONNX file format (https://onnx.ai/onnx/repo-docs/IR.html, onnx.proto) that our models use,
 * as plain objects. Field numbers are in `encode-model.ts` and `decode-model.ts`.
 */
export interface ModelProto {
  /** What the producer wants to say beside the graph; the tagger keeps vocabulary, tags and settings here. */
  readonly metadata: ReadonlyMap<string, string>;
  readonly graph: GraphProto;
}

export interface GraphProto {
  readonly name: string;
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly TensorProto[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}

export interface NodeProto {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Whether it is an operator of ONNX Runtime alone, which no model file has. */
  readonly isContributed?: boolean;
}

/** Numbers: a plain one is an integer; a float says so, since JavaScript cannot tell 1 from 1.0. */
export type Attribute =
  | number
  | string
  | readonly number[]
  | readonly string[]
  | { readonly floats: readonly number[] }
  | { readonly graph: GraphProto };

/** Values of `TensorProto.DataType`. */
export const dataTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7 } as const;
export type DataType = keyof typeof dataTypes;

export interface TensorProto {
  readonly name: string;
  readonly type: DataType;
  readonly dimensions: readonly number[];
  /** The values, row-major, little-endian. */
  readonly data: Float32Array | Uint8Array | Int8Array | Int32Array | BigInt64Array;
}

export interface ValueInfo {
  readonly name: string;
  readonly type: DataType;
  /** A number, or the name of a dimension that is known only at run time; without it, the runtime infers the shape. */
  readonly dimensions: readonly (number | string)[] | undefined;
}
