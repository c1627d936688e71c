import { CorpusError } from '@tagger/core';

const newline = 0x0a;
const longestWord = 1 << 16;

export interface WordVisitor {
  /** A word: the bytes from start to end, and their hash. The bytes are only there during the call. */
  visitWord(bytes: Uint8Array, start: number, end: number, hash: number): void;
  visitLineEnd(): void;
}

/**
 * Cuts a stream of UTF-8 bytes into words, without making strings of them. It holds the beginning of a word that goes on in the next
 * bytes, and nothing else of a line: lines may be of any length.
 */
export class WordScanner {
  readonly #visitor: WordVisitor;
  /** By byte: 1 if it stands between words. */
  readonly #isSeparator = new Uint8Array(256);
  readonly #file: string | undefined;
  #line = 1;
  #rest = new Uint8Array(0);

  /**
   * @param separators bytes between words; a line break always is one
   * @param file how the text is called in messages
   */
  constructor(visitor: WordVisitor, separators: readonly number[], file?: string) {
    this.#visitor = visitor;
    this.#file = file;
    for (const byte of [...separators, newline]) this.#isSeparator[byte] = 1;
  }

  /** @throws CorpusError if a word is longer than 65536 bytes. */
  write(chunk: Uint8Array): void {
    const bytes = this.#rest.length > 0 ? concatenate(this.#rest, chunk) : chunk;
    this.#rest = bytes.slice(this.#scan(bytes));
    if (this.#rest.length > longestWord) {
      throw new CorpusError(`a word of more than ${longestWord} bytes`, {
        location: { file: this.#file, line: this.#file === undefined ? undefined : this.#line },
        hint: 'is it text with blanks between words?',
      });
    }
  }

  /** Ends the last word and the last line. */
  end(): void {
    this.write(Uint8Array.of(newline));
  }

  /** @returns where the last word begins, which may go on in the next bytes */
  #scan(bytes: Uint8Array): number {
    const isSeparator = this.#isSeparator;
    const visitor = this.#visitor;
    let start = 0;
    let hash = hashStart;
    for (let index = 0; index < bytes.length; index += 1) {
      const byte = bytes[index]!;
      if (isSeparator[byte] === 0) {
        hash = Math.imul(hash ^ byte, hashFactor);
        continue;
      }
      if (index > start) visitor.visitWord(bytes, start, index, hash);
      if (byte === newline) {
        visitor.visitLineEnd();
        this.#line += 1;
      }
      start = index + 1;
      hash = hashStart;
    }
    return start;
  }
}

/** FNV-1a, 32 bits. */
const hashStart = 0x811c9dc5 | 0;
const hashFactor = 0x01000193;

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
