import { ModelError } from '../errors';

/** Bytes of a model file, at most: that of every protobuf message. */
export const maximumFileSize = 2 ** 31 - 1;

export interface ByteCollector {
  /** @throws ModelError if there are now more bytes than a model file may have */
  add(chunk: Uint8Array): void;
  /** All bytes, one after another. */
  finish(): Uint8Array;
}

/**
 * Puts the pieces of a model file together.
 *
 * @param announced how many bytes will come, if that is known; otherwise 0
 * @throws ModelError if that is more than a model file may have
 */
export function collectBytes(name: string, announced = 0, maximum = maximumFileSize): ByteCollector {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const check = (count: number) => {
    if (count > maximum)
      throw new ModelError(`larger than a model file may be: ${maximum} bytes`, { location: { file: name } });
  };
  check(announced);
  return {
    add(chunk) {
      size += chunk.length;
      check(size);
      chunks.push(chunk);
    },
    finish() {
      const bytes = new Uint8Array(size);
      let start = 0;
      for (const chunk of chunks) {
        bytes.set(chunk, start);
        start += chunk.length;
      }
      return bytes;
    },
  };
}
