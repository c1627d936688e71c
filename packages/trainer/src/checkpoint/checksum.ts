import { createHash } from 'node:crypto';

/*
 * A checksum at the end of an ONNX file, as one more entry of its metadata: messages of protobuf may be joined end to end, so
 * that the file stays one that any program reads. It is over all bytes before it, and these bytes alone give the end, so that
 * comparing ends compares every byte of the file.
 */

const key = 'tagger.sha256';
const hexLength = 64;
/** `metadata_props` of a ModelProto, and `key` and `value` of an entry: fields whose length follows. */
const [entryField, keyField, valueField] = [0x72, 0x0a, 0x12];

/** The end that belongs to these bytes. */
export function sealOf(bytes: Uint8Array): Uint8Array {
  const sum = createHash('sha256').update(bytes).digest('hex');
  const ofKey = [keyField, key.length, ...Buffer.from(key)];
  const ofValue = [valueField, hexLength, ...Buffer.from(sum)];
  return Uint8Array.of(entryField, ofKey.length + ofValue.length, ...ofKey, ...ofValue);
}

const sealLength = sealOf(new Uint8Array()).length;

/** What a seal says of the bytes before it: that they are as they were written, that they are not, or nothing where there is none. */
export function checkSeal(bytes: Uint8Array): 'whole' | 'damaged' | 'unsealed' {
  const content = bytes.subarray(0, Math.max(0, bytes.length - sealLength));
  const found = Buffer.from(bytes.subarray(content.length));
  if (found.equals(sealOf(content))) return 'whole';
  return found.includes(key) ? 'damaged' : 'unsealed';
}
