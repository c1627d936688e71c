/**
 * The largest sizes of a network in a model file. What is within them is then held to the weights of the file, so that memory is
 * proportional to the bytes that were read. Every network that the trainer makes is within them.
 */
export const networkLimits = {
  layers: 16,
  /** Units of a layer, in each direction. */
  hiddenSize: 8192,
  /** Length of a word's own vector. */
  embeddingSize: 8192,
  /** Words, values of features, words that have a vector. */
  rows: 2 ** 27,
  tags: 2 ** 20,
  /** Tags of the first output times those of a column that is chosen together with it. */
  combinations: 2 ** 22,
  /** Outputs next to the first one. */
  outputs: 64,
  features: 64,
  /** Length of the vector of a feature, or of a character. */
  partSize: 1024,
  /** Length of a vector made elsewhere. */
  vectorSize: 65_536,
  /** Code points, with the unknown one. */
  characters: 2 ** 21,
  /** Words of a multiword token. */
  multiword: 64,
} as const;
