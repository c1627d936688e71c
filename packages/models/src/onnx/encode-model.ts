import Pbf from 'pbf';
import {
  type Attribute,
  dataTypes,
  type GraphProto,
  type ModelProto,
  type NodeProto,
  type OperatorDomain,
  type StringTensorProto,
  type TensorProto,
  type ValueInfo,
} from './model-proto';

/** Values of `AttributeProto.AttributeType`. */
const attributeTypes = { int: 2, string: 3, graph: 5, floats: 6, ints: 7, strings: 8 } as const;

/** The version of the operators of each domain that is not ONNX's own. LabelEncoder is from string to string from 2 on. */
const domainVersions: Readonly<Record<OperatorDomain, number>> = { 'ai.onnx.ml': 3, 'com.microsoft': 1 };

/**
 * The bytes of an ONNX file. IR version 8 and opset 17 are of 2022: every runtime of the last years reads them. Opset 20 needs
 * IR version 9. The graph
 * is the last field, so that a file that was cut off, wherever that be, has none or one that is too short.
 */
export function encodeModel(model: ModelProto): Uint8Array {
  const pbf = new Pbf();
  const { opset = 17 } = model.graph;
  pbf.writeVarintField(1, opset < 20 ? 8 : 9); // ir_version
  writeString(pbf, 2, 'tagger'); // producer_name
  pbf.writeMessage(8, writeOpset, ['', opset]);
  const domains = new Set(listDomains(model.graph));
  for (const [domain, version] of Object.entries(domainVersions))
    if (domains.has(domain)) pbf.writeMessage(8, writeOpset, [domain, version]);
  for (const entry of model.metadata) pbf.writeMessage(14, writeMetadata, entry);
  pbf.writeMessage(7, writeGraph, model.graph);
  return pbf.finish();
}

const encoder = new TextEncoder();

/** pbf's own way of writing strings makes other characters of those from U+20000 on. */
function writeString(pbf: Pbf, field: number, text: string) {
  pbf.writeBytesField(field, encoder.encode(text));
}

function writeOpset([domain, version]: readonly [string, number], pbf: Pbf) {
  if (domain) writeString(pbf, 1, domain);
  pbf.writeVarintField(2, version);
}

/** The domains of a graph's nodes, and of those in the bodies of its loops. */
function listDomains({ nodes }: GraphProto): string[] {
  return nodes.flatMap(({ domain = '', attributes }) => [
    domain,
    ...bodiesOf(attributes).flatMap(listDomains),
  ]);
}

function bodiesOf(attributes: NodeProto['attributes']): GraphProto[] {
  return Object.values(attributes).flatMap((value) =>
    typeof value === 'object' && 'graph' in value ? [value.graph] : [],
  );
}

function writeMetadata([key, value]: readonly [string, string], pbf: Pbf) {
  writeString(pbf, 1, key);
  writeString(pbf, 2, value);
}

function writeGraph(graph: GraphProto, pbf: Pbf) {
  for (const node of graph.nodes) pbf.writeMessage(1, writeNode, node);
  writeString(pbf, 2, graph.name);
  for (const initializer of graph.initializers) pbf.writeMessage(5, writeTensor, initializer);
  for (const texts of graph.texts ?? []) pbf.writeMessage(5, writeTexts, texts);
  for (const input of graph.inputs) pbf.writeMessage(11, writeValueInfo, input);
  for (const output of graph.outputs) pbf.writeMessage(12, writeValueInfo, output);
}

function writeNode(node: NodeProto, pbf: Pbf) {
  for (const input of node.inputs) writeString(pbf, 1, input);
  for (const output of node.outputs) writeString(pbf, 2, output);
  writeString(pbf, 4, node.operator);
  if (node.domain) writeString(pbf, 7, node.domain);
  for (const entry of Object.entries(node.attributes)) pbf.writeMessage(5, writeAttribute, entry);
}

function writeAttribute([name, value]: readonly [string, Attribute], pbf: Pbf) {
  writeString(pbf, 1, name);
  if (typeof value === 'number') {
    pbf.writeVarintField(3, value);
    pbf.writeVarintField(20, attributeTypes.int);
  } else if (typeof value === 'string') {
    writeString(pbf, 4, value);
    pbf.writeVarintField(20, attributeTypes.string);
  } else if ('graph' in value) {
    pbf.writeMessage(6, writeGraph, value.graph);
    pbf.writeVarintField(20, attributeTypes.graph);
  } else if ('floats' in value) {
    for (const float of value.floats) pbf.writeFloatField(7, float);
    pbf.writeVarintField(20, attributeTypes.floats);
  } else if (typeof value[0] === 'string') {
    for (const item of value) writeString(pbf, 9, String(item));
    pbf.writeVarintField(20, attributeTypes.strings);
  } else {
    for (const item of value) pbf.writeVarintField(8, Number(item));
    pbf.writeVarintField(20, attributeTypes.ints);
  }
}

function writeTensor(tensor: TensorProto, pbf: Pbf) {
  for (const dimension of tensor.dimensions) pbf.writeVarintField(1, dimension);
  pbf.writeVarintField(2, dataTypes[tensor.type]);
  writeString(pbf, 8, tensor.name);
  const { buffer, byteOffset, byteLength } = tensor.data;
  pbf.writeBytesField(9, new Uint8Array(buffer, byteOffset, byteLength));
}

function writeTexts({ name, dimensions, data }: StringTensorProto, pbf: Pbf) {
  for (const dimension of dimensions) pbf.writeVarintField(1, dimension);
  pbf.writeVarintField(2, dataTypes.string);
  for (const text of data) writeString(pbf, 6, text);
  writeString(pbf, 8, name);
}

function writeValueInfo(value: ValueInfo, pbf: Pbf) {
  writeString(pbf, 1, value.name);
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
  else writeString(pbf, 2, dimension);
}
