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
  const { setImmediate, MessageChannel } = globalThis as TurnGlobals;
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
