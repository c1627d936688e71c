/** Whole numbers of 32 bits, as many as there come: their memory doubles when it is full. */
export class GrowingIntegers {
  #values = new Int32Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Int32Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  /** The numbers so far, in an array of their own. */
  toArray(): Int32Array {
    return this.#values.slice(0, this.#length);
  }
}
