import { CorpusError, type ErrorLocation } from '../../errors';

/** What a row of CoNLL-U is: a word `5`, a multiword token `5-6` or an empty node `5.1`. */
export type RowKind = 'word' | 'range' | 'empty-node';

/** Checks, row by row, that the ids of one sentence are in the order that CoNLL-U asks for. */
export class RowIds {
  #words = 0;
  #emptyNodes = 0;
  #range: { readonly id: string; readonly end: number; readonly location: ErrorLocation } | undefined;

  /** @throws CorpusError if `id` is broken, or cannot come after the ids before it. */
  next(id: string, location: ErrorLocation): RowKind {
    const [, first, mark, second] = /^(\d+)(?:([-.])(\d+))?$/.exec(id) ?? [];
    if (first === undefined) {
      throw new CorpusError(`"${id}" is not an id`, {
        location,
        hint: 'words have ids like 5, multiword tokens like 5-6, empty nodes like 5.1',
      });
    }
    if (mark === '-') return this.#startRange(id, Number(first), Number(second), location);
    if (mark === '.') return this.#addEmptyNode(id, location);
    return this.#addWord(id, location);
  }

  /** @throws CorpusError if a multiword token says that it has more words than the sentence. */
  end(): void {
    if (this.#range && this.#range.end > this.#words) {
      throw new CorpusError(`multiword token ${this.#range.id} ends after the last word, ${this.#words}`, {
        location: this.#range.location,
      });
    }
  }

  #addWord(id: string, location: ErrorLocation): RowKind {
    this.#words += 1;
    this.#emptyNodes = 0;
    this.#expect(String(this.#words), id, location);
    return 'word';
  }

  #addEmptyNode(id: string, location: ErrorLocation): RowKind {
    this.#emptyNodes += 1;
    this.#expect(`${this.#words}.${this.#emptyNodes}`, id, location);
    return 'empty-node';
  }

  #startRange(id: string, start: number, end: number, location: ErrorLocation): RowKind {
    const next = this.#words + 1;
    if (start !== next) {
      throw new CorpusError(`multiword token ${id} is before word ${next}, not before word ${start}`, {
        location,
      });
    }
    if (end < start) throw new CorpusError(`multiword token ${id} ends before it starts`, { location });
    if (this.#range && start <= this.#range.end) {
      throw new CorpusError(`multiword tokens ${this.#range.id} and ${id} overlap`, { location });
    }
    this.#range = { id, end, location };
    return 'range';
  }

  #expect(expected: string, id: string, location: ErrorLocation): void {
    if (id === expected) return;
    throw new CorpusError(`expected id ${expected}, found ${id}`, {
      location,
      hint: id === '1' ? 'is the blank line between two sentences missing?' : undefined,
    });
  }
}
