import type { FormatName } from '@tagger/core';
import { SettingsError } from '@tagger/core';
import { readCorpus, tellFormat } from '@tagger/core/node';
import type { LabelKind } from '../labels';
import { createItem, type Item } from './item';

/** How the texts are read. */
export interface TextOptions {
  /** The format; by default the ending of the file's name tells it. */
  readonly format?: FormatName | undefined;
  /** The column of labels that are there already. */
  readonly column?: string | number | undefined;
  /** The language in which texts are cut into words, as a BCP 47 tag; default: `en`. */
  readonly language?: string | undefined;
  /** Plain text: whether to cut it into sentences; by default each line is a text. */
  readonly cutsSentences?: boolean | undefined;
}

/**
 * Reads the texts of a file in any format: plain text, JSON Lines with texts, or a corpus. Labels that are there already are what one
 * starts from. A text that comes several times is there once.
 *
 * @throws FileError if the file cannot be read @throws CorpusError if it is not of its format, or has no text
 * @throws SettingsError if its labels are none of `labels`
 */
export async function readItems(
  path: string,
  labels: readonly string[],
  kind: LabelKind,
  { format, column, language, cutsSentences = false }: TextOptions = {},
): Promise<{ readonly items: readonly Item[]; readonly repeats: number }> {
  const chosen = format ?? (await tellFormat(path));
  const items = new Map<string, Item>();
  let repeats = 0;
  const sentences = readCorpus(path, {
    format: chosen,
    ...(chosen === 'text' && { lines: !cutsSentences }),
    ...(column !== undefined && { column }),
    locale: language,
  });
  for await (const sentence of sentences) {
    const item = createItem(sentence, kind);
    const unknown = item.given?.find(({ label }) => !labels.includes(label));
    if (unknown)
      throw new SettingsError(
        `the label ${unknown.label} in ${path}:${sentence.line ?? 1} is none of --labels`,
        {
          hint:
            kind === 'spans'
              ? 'add it to --labels; --tokens is for labels of single words'
              : 'add it to --labels; without --tokens, labels are of spans',
        },
      );
    if (items.has(item.id)) repeats += 1;
    else items.set(item.id, item);
  }
  return { items: [...items.values()], repeats };
}
