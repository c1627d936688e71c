import { createHash, timingSafeEqual } from 'node:crypto';
import { SettingsError } from '@tagger/core';
import { RequestError } from '../errors/request-error';

/** Compares the token of a request with those that are allowed, in a time that tells nothing of them. */
export class AccessTokens {
  readonly #hashes: readonly Buffer[];

  /** @throws SettingsError if one is empty or has white space, which no header could hold */
  constructor(tokens: readonly string[]) {
    if (tokens.length === 0 || tokens.some((token) => !/^[\x21-\x7e]+$/.test(token)))
      throw new SettingsError('a token must be ASCII characters without blanks, and there must be one');
    this.#hashes = tokens.map(hash);
  }

  /** @param header the value of `Authorization` @throws RequestError unless it has a token of these */
  check(header: string | undefined): void {
    const token = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
    const found = hash(token ?? '');
    // All are compared, whichever fits.
    const fits = this.#hashes.map((each) => timingSafeEqual(each, found));
    if (token === undefined || !fits.includes(true))
      throw new RequestError(
        'unauthorized',
        'the request has no valid token',
        'send Authorization: Bearer TOKEN',
      );
  }
}

function hash(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
