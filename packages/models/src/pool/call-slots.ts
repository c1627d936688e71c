/**
 * Calls by numbers, which are used again. A map by numbers that grow would hold the memory of a call beyond its end, as `Uses` says.
 */
export class CallSlots<Call> {
  readonly #calls: (Call | undefined)[] = [];
  readonly #free: number[] = [];

  /** @returns the number of the call */
  add(call: Call): number {
    const id = this.#free.pop() ?? this.#calls.length;
    this.#calls[id] = call;
    return id;
  }

  find(id: number): Call | undefined {
    return this.#calls[id];
  }

  /** Forgets a call, whose number the next one gets. */
  free(id: number): void {
    this.#calls[id] = undefined;
    this.#free.push(id);
  }

  /** All calls. */
  list(): Call[] {
    return this.#calls.filter((call) => call !== undefined);
  }
}
