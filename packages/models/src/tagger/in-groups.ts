import type { Sentence } from '@tagger/core';
import type { ReadSentence } from './check-input';
import { groupReady } from './group-ready';

/** Computes something of each sentence of a stream, in groups of as many words as are worth it. */
export async function* inGroups<Found>(
  source: AsyncIterable<ReadSentence>,
  { groupWords, signal }: { readonly groupWords: number; readonly signal?: AbortSignal | undefined },
  compute: (sentences: readonly (readonly string[])[]) => Promise<Found[]>,
): AsyncGenerator<{ readonly sentence: Sentence; readonly found: Found }> {
  let words = 0;
  // Asked with each item that was added.
  const isFull = (group: readonly ReadSentence[]) => {
    if (group.length === 1) words = 0;
    words += group.at(-1)!.words.length;
    return group.length >= groupWords / 32 || words >= groupWords;
  };
  for await (const group of groupReady(source, isFull, { signal })) {
    const found = await compute(group.map(({ words }) => words));
    for (const [index, { sentence }] of group.entries()) yield { sentence, found: found[index]! };
  }
}

/** All items of a stream of lists. */
export async function collect<Item>(lists: AsyncIterable<readonly Item[]>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const list of lists) for (const item of list) all.push(item);
  return all;
}
