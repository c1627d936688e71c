import Pbf from 'pbf';
import { describe, expect, it } from 'vitest';
import { broken, errorOf } from './broken-files';

describe('a protobuf message', () => {
  type Write = (pbf: Pbf) => void;
  const message = (write: Write) => {
    const pbf = new Pbf();
    write(pbf);
    return pbf.finish();
  };
  const nested =
    (field: number, write: Write): Write =>
    (pbf) =>
      pbf.writeBytesField(field, message(write));
  const tensor = (write: Write) => message(nested(7, nested(5, write)));
  const named: Write = (pbf) => {
    pbf.writeVarintField(2, 1);
    pbf.writeStringField(8, 'bias');
  };
  const graph = nested(7, (pbf) => pbf.writeStringField(2, 'graph'));
  const entry = (key: string) => nested(14, (pbf) => pbf.writeStringField(1, key));
  const all =
    (...writes: Write[]): Write =>
    (pbf) => {
      for (const write of writes) write(pbf);
    };
  /** A field of bytes that says how long it is. */
  const lying =
    (length: number): Write =>
    (pbf) => {
      pbf.writeVarint((9 << 3) | 2);
      pbf.writeVarint(length);
      pbf.writeVarint(1);
    };

  it.each<[string, Uint8Array]>([
    ['two graphs', message(all(graph, graph))],
    ['a key twice', message(all(entry('a'), entry('a'), graph))],
    ['a tensor twice', message(nested(7, all(nested(5, named), nested(5, named))))],
    ['a tensor outside the file', tensor(all(named, (pbf) => pbf.writeVarintField(14, 1)))],
    ['a tensor of nine axes', tensor((pbf) => pbf.writePackedVarint(1, new Array(9).fill(1)))],
    ['a million axes', tensor((pbf) => pbf.writePackedVarint(1, new Array(1e6).fill(1)))],
    // The byte that is there, and the six of the next field.
    [
      'a length beyond its message',
      message(all(nested(14, lying(1 + 6)), (pbf) => pbf.writeFixed32Field(99, 5), graph)),
    ],
    ['a length beyond the file', tensor(lying(5))],
    ['a length of 2³²', tensor(lying(2 ** 32))],
    ['a length of 2⁶⁰', tensor(lying(2 ** 60))],
    ['a number for a message', message((pbf) => pbf.writeVarintField(7, 1))],
    ['text that is not UTF-8', tensor((pbf) => pbf.writeBytesField(8, Uint8Array.of(0x62, 0xff, 0x61)))],
    [
      'ten thousand and one keys',
      message(all(...Array.from({ length: 10_001 }, (_, index) => entry(`key ${index}`)), graph)),
    ],
  ])('with %s is refused', (_, file) => {
    expect(errorOf(file).message).toBe(broken);
  });

  it('may have fields that are not ours', () => {
    const inside = all(named, (pbf) => pbf.writeVarintField(14, 0));
    const more = message(
      all(
        (pbf) => pbf.writeStringField(3, '1.0'),
        nested(7, nested(5, inside)),
        (pbf) => pbf.writeFixed32Field(99, 5),
      ),
    );
    expect(errorOf(more).message).toMatch(/an ONNX file, but not of a tagger/);
  });
});
