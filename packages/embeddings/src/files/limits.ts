/*
 * Limits of vector files, far above any that people have. They bound the memory that a broken or hostile file can take before
 * it is refused.
 */

/** Most numbers in a vector. */
export const largestDimension = 1 << 16;
/** Most bytes in a word. */
export const longestWord = 1 << 16;
/** Most bytes in a line of a text: a word, and its numbers with 32 bytes for each. */
export const longestLine = longestWord + 32 * largestDimension;
/** Most bytes in the decimal of one number. */
export const longestNumber = 100;
/** Most words that are kept; those that are passed over are not counted. */
export const mostWords = 10_000_000;
