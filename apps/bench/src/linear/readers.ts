import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type FormatName,
  formatNames,
  formatSentence,
  parseSentences,
  TaggerError,
  tokenizeStream,
} from '@tagger/core';
import { parseVectors } from '@tagger/embeddings';
import { readConfig } from '../../../../packages/cli/src/config/read-config';

/** Something that reads a text, or refuses it. */
export interface Reader {
  readonly name: string;
  readonly read: (text: string) => Promise<void>;
}

/** Units of a piece of a stream, as files come in. */
const pieceLength = 65_536;

export const readers: readonly Reader[] = [
  ...['en', 'zh', 'th'].map(
    (locale): Reader => ({ name: `tokenizer, ${locale}`, read: (text) => tokenizeAll(text, locale) }),
  ),
  ...formatNames.map((format): Reader => ({ name: format, read: (text) => rewrite(text, format) })),
  ...(['word2vec', 'word2vec-binary', 'glove'] as const).map(
    (format): Reader => ({
      name: `vectors, ${format}`,
      read: async (text) => void (await parseVectors(cut(Buffer.from(text)), { format })),
    }),
  ),
  { name: 'config file', read: readAsConfig },
].map(({ name, read }) => ({ name, read: (text) => refusing(() => read(text)) }));

/** In one piece, but without holding all sentences: the collection of garbage is not what is measured. */
async function tokenizeAll(text: string, locale: string): Promise<void> {
  const chunks = (async function* () {
    yield text;
  })();
  for await (const _ of tokenizeStream(chunks, { locale }));
}

/** Reads a corpus in pieces and writes it again, as tagging does. */
async function rewrite(text: string, format: FormatName): Promise<void> {
  const hasTags = format !== 'words' && format !== 'text';
  for await (const sentence of parseSentences(cut(text), { format, gaps: true }))
    formatSentence(
      hasTags && sentence.words.length > 0 ? { ...sentence, tags: sentence.words.map(() => 'X') } : sentence,
      format,
    );
}

async function readAsConfig(text: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tagger-bench-'));
  try {
    const path = join(folder, 'config.json');
    writeFileSync(path, text);
    await readConfig(path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A text that is refused was read as far as its error. */
async function refusing(read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!TaggerError.isInstance(error)) throw error;
  }
}

function* cut<Text extends string | Uint8Array>(text: Text): Generator<Text> {
  for (let start = 0; start < text.length; start += pieceLength)
    yield text.slice(start, start + pieceLength) as Text;
}
