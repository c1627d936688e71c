/** Cost of what runs at once, in multiplications: about three milliseconds. */
const turnCost = 5e7;

/** Work that may take long, in turns: others have theirs in between. */
export class Turns {
  #spent = 0;

  /**
   * Counts what was done.
   *
   * @param cost in multiplications of the kernels, of which there are about 2e7 in a millisecond
   * @returns what to wait for before more is done, if anything
   */
  spend(cost: number): Promise<void> | undefined {
    this.#spent += cost;
    if (this.#spent < turnCost) return undefined;
    this.#spent = 0;
    return yieldTurn();
  }
}

/** The part of a runtime's globals that gives others their turn. Not all runtimes have all of it. */
interface TurnGlobals {
  setImmediate?: (callback: () => void) => unknown;
  MessageChannel?: new () => {
    port1: { onmessage: ((event: unknown) => void) | null; close(): void };
    port2: { postMessage(message: unknown): void };
  };
}

/** Resolves in a later turn of the event loop, once what waits for one had its own. */
export function yieldTurn(): Promise<void> {
  const { setImmediate, MessageChannel } = globalThis as never as TurnGlobals;
  return new Promise((resolve) => {
    if (setImmediate) setImmediate(resolve);
    else if (MessageChannel) {
      // Timers of a browser wait for four milliseconds.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(undefined);
    } else setTimeout(resolve, 0);
  });
}
