import Pbf from 'pbf';
import { dataTypes, type NumericType, type TensorProto } from './model-proto';

/** What we read back of an ONNX file: the graph itself is the runtime's to read. */
export interface DecodedModel {
  readonly metadata: Map<string, string>;
  readonly initializers: Map<string, TensorProto>;
}

/*
 * A file may come from anywhere. Its messages are read once, from front to back, and every length is held to the message
 * around it, so that time and memory are proportional to the bytes of the file, whatever they say.
 */

/** Far more than any file of ours has; what is kept of each costs more memory than its few bytes. */
const maximumEntries = 10_000;
const maximumTensors = 100_000;
const maximumRank = 8;

/** Wire types of protobuf. */
const varint = 0;
const bytes = 2;

const numericTypes = ['float32', 'uint8', 'int8', 'int32', 'int64'] as const satisfies NumericType[];

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

type ReadField<Result> = (field: number, result: Result, pbf: Pbf) => void;

/**
 * Reads metadata and initializers of an ONNX file.
 * @throws if the bytes are no protobuf message, a length in them is wrong, something is there twice, or there is no graph
 */
export function decodeModel(file: Uint8Array): DecodedModel {
  const model = { metadata: new Map(), initializers: new Map(), hasGraph: false };
  const pbf = new Pbf(file);
  readUntil(pbf, file.length, readModelField, model);
  if (!model.hasGraph) throw new RangeError('no graph');
  return model;
}

function readUntil<Result>(pbf: Pbf, end: number, readField: ReadField<Result>, result: Result): Result {
  pbf.readFields(readField, result, end);
  if (pbf.pos !== end) throw new RangeError(`a field goes on to byte ${pbf.pos} of ${end}`);
  return result;
}

/** A message inside another. That it ends where the outer one does, or before, shows when that has been read. */
function readMessage<Result>(pbf: Pbf, readField: ReadField<Result>, result: Result): Result {
  return readUntil(pbf, readEnd(pbf), readField, result);
}

/** Where the string, message or bytes ahead end. */
function readEnd(pbf: Pbf): number {
  requireType(pbf, bytes);
  const length = pbf.readVarint();
  const end = pbf.pos + length;
  if (!(end <= pbf.length)) throw new RangeError(`${length} bytes at ${pbf.pos} of ${pbf.length}`);
  return end;
}

function readBytes(pbf: Pbf): Uint8Array {
  const end = readEnd(pbf);
  const found = pbf.buf.subarray(pbf.pos, end);
  pbf.pos = end;
  return found;
}

function readString(pbf: Pbf): string {
  return decoder.decode(readBytes(pbf));
}

function readNumber(pbf: Pbf): number {
  requireType(pbf, varint);
  return pbf.readVarint();
}

function requireType(pbf: Pbf, type: number): void {
  if (pbf.type !== type) throw new RangeError(`a field of wire type ${pbf.type}, not ${type}`);
}

/** Sets what may be there once. */
function add<Value>(map: Map<string, Value>, name: string, value: Value, maximum: number): void {
  if (map.has(name)) throw new RangeError(`${name} is there twice`);
  if (map.size === maximum) throw new RangeError(`more than ${maximum} entries`);
  map.set(name, value);
}

function readModelField(field: number, model: DecodedModel & { hasGraph: boolean }, pbf: Pbf) {
  if (field === 7) {
    if (model.hasGraph) throw new RangeError('two graphs');
    model.hasGraph = true;
    readMessage(pbf, readGraphField, model);
  } else if (field === 14) {
    const { key, value } = readMessage(pbf, readEntryField, { key: '', value: '' });
    add(model.metadata, key, value, maximumEntries);
  }
}

function readEntryField(field: number, entry: { key: string; value: string }, pbf: Pbf) {
  if (field === 1) entry.key = readString(pbf);
  else if (field === 2) entry.value = readString(pbf);
}

function readGraphField(field: number, model: DecodedModel, pbf: Pbf) {
  if (field !== 5) return;
  const raw = readMessage<RawTensor>(pbf, readTensorField, {
    dimensions: [],
    type: 0,
    name: '',
    bytes: new Uint8Array(),
  });
  const type = numericTypes.find((name) => dataTypes[name] === raw.type);
  if (type === undefined) return;
  const { name, dimensions } = raw;
  add(model.initializers, name, { name, type, dimensions, data: viewAs(type, raw.bytes) }, maximumTensors);
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
    if (pbf.type !== bytes) addDimension(tensor, readNumber(pbf));
    else for (const end = readEnd(pbf); pbf.pos < end; ) addDimension(tensor, pbf.readVarint());
  } else if (field === 2) tensor.type = readNumber(pbf);
  else if (field === 8) tensor.name = readString(pbf);
  else if (field === 9) tensor.bytes = readBytes(pbf);
  else if (field === 14 && readNumber(pbf) !== 0) throw new RangeError('a tensor outside the file');
}

function addDimension({ dimensions }: RawTensor, dimension: number): void {
  if (dimensions.length === maximumRank) throw new RangeError(`a tensor of more than ${maximumRank} axes`);
  dimensions.push(dimension);
}

/** Copies, because a typed array of four-byte numbers cannot start at any byte of the file. */
function viewAs(type: NumericType, found: Uint8Array): TensorProto['data'] {
  const { buffer } = new Uint8Array(found);
  if (type === 'float32') return new Float32Array(buffer);
  if (type === 'uint8') return new Uint8Array(buffer);
  if (type === 'int8') return new Int8Array(buffer);
  return type === 'int32' ? new Int32Array(buffer) : new BigInt64Array(buffer);
}
