import { CorpusError } from '../errors';
import type { FormatName } from '../formats/corpus-format';
import { detectFormat, formatNames } from '../formats/corpus-formats';

/** @throws CorpusError if the name of the file does not tell its format, as `-` never does. */
export function requireFormat(path: string): FormatName {
  const format = detectFormat(path);
  if (format) return format;
  throw new CorpusError(`the format of "${path}" is unknown`, {
    hint: /\.json(\.gz)?$/i.test(path)
      ? 'JSON is read as JSON Lines (.jsonl): one object with words and tags on each line'
      : `use --format ${formatNames.join('|')}`,
  });
}
