import { expect, it } from 'vitest';
import { decodeModel } from '../../src/onnx/decode-model';
import { encodeModel } from '../../src/onnx/encode-model';

it.each(['naïve', '한국', '😀', '𠮷野家', '\u{10ffff}'])('writes all characters: %s', (text) => {
  const graph = { name: '', nodes: [], initializers: [], inputs: [], outputs: [] };
  const { metadata } = decodeModel(encodeModel({ metadata: new Map([['key', text]]), graph }));
  expect(metadata.get('key')).toBe(text);
});
