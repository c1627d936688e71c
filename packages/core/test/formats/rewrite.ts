import { collect } from '../../src/formats/collect';
import type { FormatName } from '../../src/formats/corpus-format';
import { formatSentence, parseSentences } from '../../src/formats/corpus-formats';
import type { Sentence } from '../../src/sentence';

/** The sentences of a text, and what is between them. */
export function read(text: string, format: FormatName): Promise<Sentence[]> {
  return collect(parseSentences(text, { format, gaps: true, file: 'f' }));
}

/** Reads a file and writes it, with the tags that `retag` gives. */
export async function rewrite(
  text: string,
  format: FormatName,
  retag: (sentence: Sentence) => readonly string[] | undefined = ({ tags }) => tags,
  column?: string | number,
): Promise<string> {
  const sentences = await read(text, format);
  return sentences
    .map((sentence) => {
      const tags = retag(sentence);
      return formatSentence(tags ? { ...sentence, tags } : sentence, format, { column });
    })
    .join('');
}
