import { formatSentence, readPiece } from '@tagger/core/internal';
import type { Tagger } from '@tagger/models';
import { planTagOutput, withTags } from '@tagger/models/internal';
import { hash } from '../hash';
import { pack } from '../pack';
import { type Chunk, openChunk, type TaggedChunk } from './chunk';

/**
 * Tags a chunk.
 *
 * @throws CorpusError with the line in the corpus, if the text is invalid
 * @throws QueueError if the chunk is not what it says
 */
export async function tagChunk(tagger: Tagger, chunk: Chunk): Promise<TaggedChunk> {
  const { format, outputFormat, column, wordColumn, language, lines, scores, top } = chunk.options;
  const piece = await openChunk(chunk);
  const locale = language ?? tagger.language;
  const sentences = readPiece(piece, {
    format,
    file: chunk.file,
    wordColumn,
    locale,
    lines,
    spaces: outputFormat === 'conllu',
    tokenizer: format === 'text' ? await tagger.createTokenizer(locale) : undefined,
  });
  const withScores = scores || top !== undefined;
  const layout = { inputFormat: format, outputFormat, column, wordColumn, withScores };
  const { write, contents } = planTagOutput(tagger.model, layout);
  const parts: string[] = [];
  let number = 0;
  for await (const tagged of tagger.tagSentences(sentences, { topK: top })) {
    const sentence = withTags(tagged, outputFormat, contents);
    if (sentence.words.length > 0) number += 1;
    parts.push(formatSentence(sentence, outputFormat, { ...write, number }));
  }
  const text = await pack(parts.join(''));
  return { text, sha256: hash(text), sentences: number };
}
