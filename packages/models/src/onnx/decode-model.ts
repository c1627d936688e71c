import Pbf from 'pbf';
import { type DataType, dataTypes, type TensorProto } from './model-proto';

/** What we read back of an ONNX file: the graph itself is the runtime's to read. */
export interface DecodedModel {
  readonly metadata: Map<string, string>;
  readonly initializers: Map<string, TensorProto>;
}

/**
 * Reads metadata and initializers of an ONNX file.
 * @throws if the bytes are no protobuf message, end too early, or have no graph
 */
export function decodeModel(bytes: Uint8Array): DecodedModel {
  const model = { metadata: new Map(), initializers: new Map(), hasGraph: false };
  const pbf = new Pbf(bytes);
  pbf.readFields(readModelField, model);
  if (pbf.pos !== bytes.length) throw new RangeError(`the file ends at byte ${bytes.length} of ${pbf.pos}`);
  if (!model.hasGraph) throw new RangeError('no graph');
  return model;
}

function readModelField(field: number, model: DecodedModel & { hasGraph: boolean }, pbf: Pbf) {
  if (field === 7) {
    model.hasGraph = true;
    pbf.readMessage(readGraphField, model);
  } else if (field === 14) {
    const { key, value } = pbf.readMessage(readEntryField, { key: '', value: '' });
    model.metadata.set(key, value);
  }
}

function readEntryField(field: number, entry: { key: string; value: string }, pbf: Pbf) {
  if (field === 1) entry.key = pbf.readString();
  else if (field === 2) entry.value = pbf.readString();
}

function readGraphField(field: number, model: DecodedModel, pbf: Pbf) {
  if (field !== 5) return;
  const raw = pbf.readMessage(readTensorField, {
    dimensions: [],
    type: 0,
    name: '',
    bytes: new Uint8Array(),
  });
  const type = (Object.keys(dataTypes) as DataType[]).find((name) => dataTypes[name] === raw.type);
  if (type === undefined) return;
  const { name, dimensions } = raw;
  model.initializers.set(name, { name, type, dimensions, data: viewAs(type, raw.bytes) });
}

interface RawTensor {
  dimensions: number[];
  type: number;
  name: string;
  bytes: Uint8Array;
}

function readTensorField(field: number, tensor: RawTensor, pbf: Pbf) {
  if (field === 1) {
    // Other writers pack the dimensions into one field.
    if (pbf.type === 2) pbf.readPackedVarint(tensor.dimensions);
    else tensor.dimensions.push(pbf.readVarint());
  } else if (field === 2) tensor.type = pbf.readVarint();
  else if (field === 8) tensor.name = pbf.readString();
  else if (field === 9) tensor.bytes = pbf.readBytes();
}

/** Copies, because a typed array of four-byte numbers cannot start at any byte of the file. */
function viewAs(type: DataType, bytes: Uint8Array): TensorProto['data'] {
  const { buffer } = new Uint8Array(bytes);
  if (type === 'float32') return new Float32Array(buffer);
  if (type === 'uint8') return new Uint8Array(buffer);
  if (type === 'int8') return new Int8Array(buffer);
  return type === 'int32' ? new Int32Array(buffer) : new BigInt64Array(buffer);
}
