const free = -1;

/** Words as UTF-8 bytes, numbered in the order in which they were added: looked up without making a string. */
export class WordTable {
  #bytes = new Uint8Array(1 << 16);
  /** Where each word begins, and at last where the next one will. */
  #starts = new Uint32Array(1 << 10);
  #hashes = new Int32Array(1 << 10);
  /** Open addressing: the number of a word, or free. At most half full. */
  #slots = new Int32Array(1 << 11).fill(free);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /**
   * @param hash of the bytes from start to end; any will do that is always the same for the same bytes
   * @returns the number of the word, or -1
   */
  find(bytes: Uint8Array, start: number, end: number, hash: number): number {
    return this.#slots[this.#findSlot(bytes, start, end, hash)]!;
  }

  findOrAdd(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const slot = this.#findSlot(bytes, start, end, hash);
    return this.#slots[slot] === free ? this.#add(bytes, start, end, hash, slot) : this.#slots[slot]!;
  }

  /** The word of a number. */
  decode(id: number): string {
    return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.#bytesOf(id));
  }

  /** A table of some of the words, numbered in the order given. */
  select(ids: readonly number[]): WordTable {
    const table = new WordTable();
    for (const id of ids) {
      const bytes = this.#bytesOf(id);
      table.findOrAdd(bytes, 0, bytes.length, this.#hashes[id]!);
    }
    return table;
  }

  #bytesOf(id: number): Uint8Array {
    return this.#bytes.subarray(this.#starts[id], this.#starts[id + 1]);
  }

  #findSlot(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      const id = slots[slot]!;
      if (id === free || (this.#hashes[id] === hash && this.#equals(id, bytes, start, end))) return slot;
    }
  }

  #equals(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const own = this.#starts[id]!;
    if (this.#starts[id + 1]! - own !== end - start) return false;
    const offset = own - start;
    for (let index = start; index < end; index += 1) {
      if (this.#bytes[offset + index] !== bytes[index]) return false;
    }
    return true;
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const id = this.#size;
    const from = this.#starts[id]!;
    const to = from + end - start;
    if (to > this.#bytes.length) this.#bytes = enlarge(this.#bytes, new Uint8Array(2 * to));
    if (id + 2 > this.#starts.length) {
      this.#starts = enlarge(this.#starts, new Uint32Array(2 * this.#starts.length));
      this.#hashes = enlarge(this.#hashes, new Int32Array(2 * this.#hashes.length));
    }
    this.#bytes.set(bytes.subarray(start, end), from);
    this.#starts[id + 1] = to;
    this.#hashes[id] = hash;
    this.#slots[slot] = id;
    this.#size += 1;
    if (2 * this.#size > this.#slots.length) this.#spread();
    return id;
  }

  /** Doubles the slots. */
  #spread(): void {
    const slots = new Int32Array(2 * this.#slots.length).fill(free);
    const mask = slots.length - 1;
    for (let id = 0; id < this.#size; id += 1) {
      const hash = this.#hashes[id]!;
      let slot = (hash ^ (hash >>> 15)) & mask;
      while (slots[slot] !== free) slot = (slot + 1) & mask;
      slots[slot] = id;
    }
    this.#slots = slots;
  }
}

function enlarge<Numbers extends Uint8Array | Uint32Array | Int32Array>(
  old: Numbers,
  larger: Numbers,
): Numbers {
  larger.set(old);
  return larger;
}
