import Pbf from 'pbf';
import {
  type Attribute,
  dataTypes,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type TensorProto,
  type ValueInfo,
} from './model-proto';

/** Values of `AttributeProto.AttributeType`. */
const attributeTypes = { int: 2, string: 3, graph: 5, floats: 6, ints: 7, strings: 8 } as const;

/** Operators that ONNX Runtime has beside those of ONNX. */
const contributedDomain = 'com.microsoft';

/**
 * The bytes of an ONNX file. IR version 8 and opset 17 are of 2022: every runtime of the last years reads them. The graph
 * is the last field, so that a file that was cut off, wherever that be, has none or one that is too short.
 */
export function encodeModel(model: ModelProto): Uint8Array {
  const pbf = new Pbf();
  pbf.writeVarintField(1, 8); // ir_version
  pbf.writeStringField(2, 'tagger'); // producer_name
  pbf.writeMessage(8, writeOpset, ['', 17]);
  if (usesContributed(model.graph)) pbf.writeMessage(8, writeOpset, [contributedDomain, 1]);
  for (const entry of model.metadata) pbf.writeMessage(14, writeMetadata, entry);
  pbf.writeMessage(7, writeGraph, model.graph);
  return pbf.finish();
}

function writeOpset([domain, version]: readonly [string, number], pbf: Pbf) {
  if (domain) pbf.writeStringField(1, domain);
  pbf.writeVarintField(2, version);
}

function usesContributed({ nodes }: GraphProto): boolean {
  return nodes.some(
    ({ isContributed, attributes }) => isContributed || bodiesOf(attributes).some(usesContributed),
  );
}

function bodiesOf(attributes: NodeProto['attributes']): GraphProto[] {
  return Object.values(attributes).flatMap((value) =>
    typeof value === 'object' && 'graph' in value ? [value.graph] : [],
  );
}

function writeMetadata([key, value]: readonly [string, string], pbf: Pbf) {
  pbf.writeStringField(1, key);
  pbf.writeStringField(2, value);
}

function writeGraph(graph: GraphProto, pbf: Pbf) {
  for (const node of graph.nodes) pbf.writeMessage(1, writeNode, node);
  pbf.writeStringField(2, graph.name);
  for (const initializer of graph.initializers) pbf.writeMessage(5, writeTensor, initializer);
  for (const input of graph.inputs) pbf.writeMessage(11, writeValueInfo, input);
  for (const output of graph.outputs) pbf.writeMessage(12, writeValueInfo, output);
}

function writeNode(node: NodeProto, pbf: Pbf) {
  for (const input of node.inputs) pbf.writeStringField(1, input);
  for (const output of node.outputs) pbf.writeStringField(2, output);
  pbf.writeStringField(4, node.operator);
  if (node.isContributed) pbf.writeStringField(7, contributedDomain);
  for (const entry of Object.entries(node.attributes)) pbf.writeMessage(5, writeAttribute, entry);
}

function writeAttribute([name, value]: readonly [string, Attribute], pbf: Pbf) {
  pbf.writeStringField(1, name);
  if (typeof value === 'number') {
    pbf.writeVarintField(3, value);
    pbf.writeVarintField(20, attributeTypes.int);
  } else if (typeof value === 'string') {
    pbf.writeStringField(4, value);
    pbf.writeVarintField(20, attributeTypes.string);
  } else if ('graph' in value) {
    pbf.writeMessage(6, writeGraph, value.graph);
    pbf.writeVarintField(20, attributeTypes.graph);
  } else if ('floats' in value) {
    for (const float of value.floats) pbf.writeFloatField(7, float);
    pbf.writeVarintField(20, attributeTypes.floats);
  } else if (typeof value[0] === 'string') {
    for (const item of value) pbf.writeStringField(9, String(item));
    pbf.writeVarintField(20, attributeTypes.strings);
  } else {
    for (const item of value) pbf.writeVarintField(8, Number(item));
    pbf.writeVarintField(20, attributeTypes.ints);
  }
}

function writeTensor(tensor: TensorProto, pbf: Pbf) {
  for (const dimension of tensor.dimensions) pbf.writeVarintField(1, dimension);
  pbf.writeVarintField(2, dataTypes[tensor.type]);
  pbf.writeStringField(8, tensor.name);
  const { buffer, byteOffset, byteLength } = tensor.data;
  pbf.writeBytesField(9, new Uint8Array(buffer, byteOffset, byteLength));
}

function writeValueInfo(value: ValueInfo, pbf: Pbf) {
  pbf.writeStringField(1, value.name);
  pbf.writeMessage(2, writeType, value);
}

/** TypeProto › Tensor › TensorShapeProto › Dimension. */
function writeType(value: ValueInfo, pbf: Pbf) {
  pbf.writeMessage(1, writeTensorType, value);
}

function writeTensorType(value: ValueInfo, pbf: Pbf) {
  pbf.writeVarintField(1, dataTypes[value.type]);
  if (value.dimensions) pbf.writeMessage(2, writeShape, value.dimensions);
}

function writeShape(dimensions: readonly (number | string)[], pbf: Pbf) {
  for (const dimension of dimensions) pbf.writeMessage(1, writeDimension, dimension);
}

function writeDimension(dimension: number | string, pbf: Pbf) {
  if (typeof dimension === 'number') pbf.writeVarintField(1, dimension);
  else pbf.writeStringField(2, dimension);
}
