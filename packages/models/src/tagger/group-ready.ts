/**
 * Gathers what comes into groups that are worth a run: until `isFull`, or until nothing more comes at once. So a long
 * file is read in large groups, and a line typed at a terminal is answered as it comes.
 *
 * @param patience milliseconds to wait for the next item before a group goes out as it is
 */
export async function* groupReady<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  isFull: (group: readonly Item[]) => boolean,
  patience = 20,
): AsyncGenerator<Item[]> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let group: Item[] = [];
  try {
    for (;;) {
      const next = Promise.resolve(iterator.next());
      if (group.length > 0 && !(await isSettledWithin(next, patience))) {
        yield group;
        group = [];
      }
      const { done, value } = await next;
      if (done) break;
      group.push(value);
      if (isFull(group)) {
        yield group;
        group = [];
      }
    }
    if (group.length > 0) yield group;
  } finally {
    await iterator.return?.();
  }
}

async function isSettledWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([settled, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
