import Pbf from 'pbf';
import { expect, it } from 'vitest';
import { decodeModel } from '../../src/onnx/decode-model';

it('reads dimensions that are packed into one field, as other writers do, and leaves out types that it does not know', () => {
  const pbf = new Pbf();
  const writeTensor = (type: number, tensor: Pbf) => {
    tensor.writePackedVarint(1, [2, 1]);
    tensor.writeVarintField(2, type);
    tensor.writeStringField(8, `type ${type}`);
    tensor.writeBytesField(9, new Uint8Array(Float32Array.of(0.5, -1).buffer));
  };
  const writeGraph = (_: unknown, graph: Pbf) => {
    for (const type of [1, 11]) graph.writeMessage(5, writeTensor, type);
  };
  pbf.writeMessage(7, writeGraph, {});

  const { initializers } = decodeModel(pbf.finish());
  expect([...initializers]).toEqual([
    ['type 1', { name: 'type 1', type: 'float32', dimensions: [2, 1], data: Float32Array.of(0.5, -1) }],
  ]);
});
