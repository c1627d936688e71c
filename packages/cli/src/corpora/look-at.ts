import type { CorpusLook, Sentence } from '@tagger/core';

/** The corpus as it is read, its tags trimmed, and each sentence looked at. */
export async function* lookAt(
  sentences: AsyncIterable<Sentence>,
  look: CorpusLook,
): AsyncGenerator<Sentence> {
  for await (const sentence of sentences) yield look.add(sentence);
}
