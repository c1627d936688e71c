import type { Sentence } from '@tagger/core';
import { CompactSentences, requireIterable } from '@tagger/core/internal';
import type { CompactCorpus, Corpus } from './corpus';
import { CorpusBuilder } from './corpus-builder';

/**
 * Reads a corpus once, and checks it; one that a `CorpusBuilder` made stays as it is.
 * @throws ArgumentError if its sentences are no iterable
 * @throws CorpusError as `CorpusBuilder` throws it, and whatever the stream of its sentences throws
 */
export async function readWholeCorpus(corpus: Corpus): Promise<CompactCorpus> {
  const { name, sentences, files = [] } = corpus;
  if (sentences instanceof CompactSentences) return { ...corpus, sentences };
  requireIterable('sentences', 'an iterable of sentences', sentences);
  const builder = new CorpusBuilder(name);
  const stream = iterate(sentences);
  for (const file of files.slice(0, -1)) await builder.addFile(file.name, take(stream, file.sentences));
  await builder.addFile(files.at(-1)?.name ?? name, stream);
  return builder.build();
}

async function* iterate(sentences: Corpus['sentences']): AsyncGenerator<Sentence> {
  yield* sentences;
}

/** The next sentences of a stream, which goes on behind them. */
async function* take(stream: AsyncGenerator<Sentence>, count: number): AsyncGenerator<Sentence> {
  for (let taken = 0; taken < count; taken++) {
    const { value, done } = await stream.next();
    if (done) return;
    yield value;
  }
}
