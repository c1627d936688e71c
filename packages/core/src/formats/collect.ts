/** Gathers all that a reader yields, for corpora that are to stay in memory: `await collect(readCorpus(path))`. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}
