import { CorpusError } from '../errors';
import type { FormatName } from '../formats/corpus-format';
import { detectFormat, formatNames } from '../formats/corpus-formats';

/** @throws CorpusError if the name of the file does not tell its format, as `-` never does. */
export function requireFormat(path: string): FormatName {
  const format = detectFormat(path);
  if (format) return format;
  throw new CorpusError(`the format of "${path}" is unknown`, {
    hint: `use --format ${formatNames.join('|')}`,
  });
}
