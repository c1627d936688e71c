import { CorpusError, SettingsError } from '../errors';
import { limits } from '../limits';
import type { Sentence } from '../sentence';
import { checkSentence } from './check-sentence';
import type { ParseOptions } from './corpus-format';
import { splitJsonList } from './json-object';
import { createRecordReader, parseJson } from './jsonl';
import { iterateChunks, type TextChunks } from './text-chunks';

/**
 * Reads a JSON list of the records that {@link parseJsonl} reads, as annotation tools export it, or one record after another. The file is
 * held in memory as a whole.
 */
export async function* parseJsonList(
  chunks: TextChunks,
  options: ParseOptions = {},
): AsyncGenerator<Sentence> {
  const { file } = options;
  const readRecord = createRecordReader(options);
  const text = await collectText(chunks, file);
  for (const record of splitJsonList(text)) {
    const location = { file, line: record.line };
    const source = `${record.text.replaceAll(/[\r\n]+/g, ' ')}\n`;
    const found = readRecord(parseJson(record.text, location), location, source);
    for (const sentence of 'words' in found ? [found] : found) {
      checkSentence(sentence, location);
      yield sentence;
    }
  }
}

/** @throws SettingsError always: sentence after sentence makes no list */
export function formatJsonList(): string {
  throw new SettingsError('a JSON list cannot be written', { hint: 'choose jsonl' });
}

async function collectText(chunks: TextChunks, file: string | undefined): Promise<string> {
  const pieces: string[] = [];
  let length = 0;
  for await (const chunk of iterateChunks(chunks)) {
    pieces.push(chunk);
    length += chunk.length;
    if (length > limits.wholeFileCharacters)
      throw new CorpusError(`more than ${limits.wholeFileCharacters} characters of JSON`, {
        location: { file },
        hint: 'write JSON Lines, which are read one by one',
      });
  }
  return pieces.join('');
}
