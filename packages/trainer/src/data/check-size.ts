import { SettingsError } from '@tagger/core';
import type { Network } from '@tagger/models/internal';

/** Bytes that a file in ONNX's format can have, as protobuf's sizes are whole numbers of 31 bits. */
const largestModel = 2 ** 31 - 1;

/**
 * Finds out before any memory is asked for whether a network fits into a model file.
 * @throws SettingsError with its size if not
 */
export function checkSize({ parameters }: Network): void {
  const count = parameters.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
  const bytes = Float32Array.BYTES_PER_ELEMENT * count;
  if (bytes > largestModel)
    throw new SettingsError(
      `the network would have ${count} parameters, ${(bytes / 1e9).toFixed(1)} GB; a model file holds 2.1 GB`,
      { hint: 'choose fewer layers, or smaller sizes of layers, embeddings and characters' },
    );
}
