import { CorpusError, type ErrorLocation } from '../../errors';
import { isRecord } from './annotated-text';

/** A token as a tool writes it. */
interface RawToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Whether a value is a list of tokens with their places. */
export function isTokenList(value: unknown): value is readonly RawToken[] {
  const isToken = (token: unknown) =>
    isRecord(token) &&
    typeof token.text === 'string' &&
    Number.isSafeInteger(token.start) &&
    Number.isSafeInteger(token.end);
  return Array.isArray(value) && value.length > 0 && value.every(isToken);
}

/**
 * The places of tokens, without those that are blanks.
 *
 * @param offset the UTF-16 units of a place
 * @throws CorpusError if a token is not in the text where it says
 */
export function readTokens(
  tokens: readonly RawToken[],
  text: string,
  offset: (place: number) => number | undefined,
  location: ErrorLocation,
): { readonly start: number; readonly end: number }[] {
  let last = 0;
  const places = tokens.map((token, index) => {
    const [start, end] = [offset(token.start), offset(token.end)];
    if (start !== undefined && end !== undefined && start >= last && text.slice(start, end) === token.text) {
      last = end;
      return { start, end };
    }
    throw new CorpusError(`token ${index + 1} is not in the text from ${token.start} to ${token.end}`, {
      location,
    });
  });
  return places.filter(({ start, end }) => text.slice(start, end).trim() !== '');
}
