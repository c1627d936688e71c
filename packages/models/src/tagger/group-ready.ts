/**
 * Gathers items into groups that are worth a run: a group goes out when it is full, or `patience` after its first item.
 * So a long file is read in large groups, and a line typed at a terminal is answered as it comes. An error of the source
 * comes after the items that stood before it.
 *
 * @param signal whose reason it throws once that is aborted, also while it waits for the source
 * @param patience milliseconds
 */
export async function* groupReady<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  isFull: (group: readonly Item[]) => boolean,
  { signal, patience = 20 }: { signal?: AbortSignal | undefined; patience?: number } = {},
): AsyncGenerator<Item[]> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let group: Item[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLate: Promise<boolean> | undefined;
  let isSourceBusy = false;
  const { orAbort, stop } = followSignal(signal);
  const takeGroup = () => {
    clearTimeout(timer);
    const taken = group;
    group = [];
    return taken;
  };
  try {
    for (;;) {
      const next = (async () => iterator.next())();
      const isReady = next.then(
        () => true,
        () => false,
      );
      if (group.length > 0 && !(await orAbort(Promise.race([isReady, isLate!])))) {
        isSourceBusy = true;
        yield takeGroup();
      }
      const { done, value } = await orAbort(next);
      isSourceBusy = false;
      if (done) break;
      if (group.length === 0)
        isLate = new Promise((resolve) => {
          timer = setTimeout(resolve, patience, false);
        });
      group.push(value);
      if (isFull(group)) yield takeGroup();
    }
    if (group.length > 0) yield takeGroup();
  } finally {
    clearTimeout(timer);
    stop();
    const released = Promise.resolve(iterator.return?.());
    // A source that waits for its next item ends when that has come, which may be never.
    if (isSourceBusy || signal?.aborted) released.catch(() => {});
    else await released;
  }
}

/** Lets what waits end early. Not by `Promise.race` with one promise for all items, which would remember every race. */
function followSignal(signal: AbortSignal | undefined) {
  let abort = (_reason: unknown) => {};
  const onAbort = () => abort(signal!.reason);
  signal?.addEventListener('abort', onAbort);
  return {
    orAbort<Result>(waiting: Promise<Result>): Promise<Result> {
      if (!signal) return waiting;
      signal.throwIfAborted();
      return new Promise((resolve, reject) => {
        abort = reject;
        waiting.then(resolve, reject);
      });
    },
    stop: () => signal?.removeEventListener('abort', onAbort),
  };
}
