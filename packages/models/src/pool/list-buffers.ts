/** The memory of pieces of JSON, which goes to another thread as it is. */
export function listBuffers(pieces: readonly (string | Uint8Array)[]): ArrayBuffer[] {
  return pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.buffer as ArrayBuffer]));
}
