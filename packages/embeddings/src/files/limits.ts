/*
 * Limits of vector files, far above any that people have. They bound the memory that a broken or hostile file can take before
 * it is refused.
 */

/** Most numbers in a vector. */
export const LARGEST_DIMENSION = 1 << 16;
/** Most bytes in a word. */
export const LONGEST_WORD = 1 << 16;
/** Most bytes in a line of a text: a word, and its numbers with 32 bytes for each. */
export const LONGEST_LINE = LONGEST_WORD + 32 * LARGEST_DIMENSION;
/** Most bytes in the decimal of one number. */
export const LONGEST_NUMBER = 100;
/** Most words that are kept; those that are passed over are not counted. */
export const MOST_WORDS = 10_000_000;
