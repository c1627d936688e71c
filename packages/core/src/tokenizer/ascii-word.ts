import { Pattern } from './pattern';

/** Marks that the rules of Unicode take for letters between letters: col·laborar. */
const MIDDLE_LETTERS = '\\u00b7\\u0387\\u055f\\u05f4\\u2027';

/**
 * A word of ASCII letters and digits, and what may join them, for which the rules of Unicode need not be asked; not
 * where letters or marks beyond ASCII follow. Sticky.
 *
 * @param firstLetters what may be before it, as a part of a regular expression
 */
export function createAsciiWord(firstLetters = ''): Pattern {
  return new Pattern(
    String.raw`(?:${firstLetters})?[A-Za-z0-9]+(?:(?:(?<=[A-Za-z])['’${'`'}´](?=[A-Za-z])|_+)[A-Za-z0-9]+)*(?![\p{L}\p{M}\p{N}\p{Cf}]|['’${MIDDLE_LETTERS}]\p{L})`,
    'iy',
  );
}
