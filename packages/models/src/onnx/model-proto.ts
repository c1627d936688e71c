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
  /** Initializers of strings; absent in model files. */
  readonly texts?: readonly StringTensorProto[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  /** The version of ONNX's operators; by default 17. */
  readonly opset?: Opset;
}

/** 17, of 2022, is that of model files; 20, of 2023, has operators over strings. */
export type Opset = 17 | 20;

/** Operators that are not ONNX's own: those for machine learning, and those of ONNX Runtime alone. */
export type OperatorDomain = 'ai.onnx.ml' | 'com.microsoft';

export interface NodeProto {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** By default ONNX's own. No model file has operators of another one. */
  readonly domain?: OperatorDomain | undefined;
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
export const dataTypes = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int16: 5,
  int32: 6,
  int64: 7,
  string: 8,
  bool: 9,
  float64: 11,
} as const;
export type DataType = keyof typeof dataTypes;
export type NumericType = Exclude<DataType, 'string' | 'bool'>;

export interface TensorProto {
  readonly name: string;
  readonly type: NumericType;
  readonly dimensions: readonly number[];
  /** The values, row-major, little-endian. */
  readonly data:
    | Float32Array
    | Float64Array
    | Uint8Array
    | Int8Array
    | Int16Array
    | Int32Array
    | BigInt64Array;
}

export interface StringTensorProto {
  readonly name: string;
  readonly dimensions: readonly number[];
  /** Row-major. */
  readonly data: readonly string[];
}

export interface ValueInfo {
  readonly name: string;
  readonly type: DataType;
  /** A number, or the name of a dimension that is known only at run time; without it, the runtime infers the shape. */
  readonly dimensions: readonly (number | string)[] | undefined;
}
