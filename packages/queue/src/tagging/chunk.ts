import type { CorpusPiece, CuttableFormat } from '@tagger/core/internal';
import { hash } from '../hash';
import { pack, unpack } from '../pack';
import { QueueError } from '../queue-error';

/** Formats that tagged chunks can be put together in. */
export const gatheredFormats = ['word-tag', 'columns', 'conllu', 'jsonl'] as const;
export type GatheredFormat = (typeof gatheredFormats)[number];

/** How the corpus of a chunk is read, tagged and written: as `tagger tag` does with the same options. */
export interface ChunkOptions {
  readonly format: CuttableFormat;
  readonly outputFormat: GatheredFormat;
  readonly column?: string | number | undefined;
  readonly wordColumn?: string | number | undefined;
  readonly language?: string | undefined;
  readonly lines?: boolean | undefined;
  readonly scores?: boolean | undefined;
  readonly top?: number | undefined;
}

/** What a tagged chunk is. */
export interface TaggedChunk {
  /** The text, packed by gzip, in base64. */
  readonly text: string;
  /** SHA-256 of `text` as it is here: whoever takes it need not unpack it to know that it is whole. */
  readonly sha256: string;
  /** How many sentences with words it has. */
  readonly sentences: number;
}

/** A part of a corpus as it travels, with all that its result depends on. */
export interface Chunk {
  /** Changes with what is in it. */
  readonly version: 2;
  readonly file: string;
  /** The range of bytes in the unpacked file. */
  readonly start: number;
  readonly end: number;
  readonly piece: Omit<CorpusPiece, 'text'>;
  /** Packed by gzip, in base64; empty once it is tagged. */
  readonly text: string;
  /** SHA-256 of the text. */
  readonly sha256: string;
  /** SHA-256 of the model file. */
  readonly model: string;
  readonly options: ChunkOptions;
}

export interface ChunkPlace {
  readonly file: string;
  readonly start: number;
  readonly model: string;
  readonly options: ChunkOptions;
}

export async function createChunk(
  { text, ...piece }: CorpusPiece,
  { file, start, model, options }: ChunkPlace,
): Promise<Chunk> {
  const bytes = Buffer.from(text);
  const end = start + bytes.length;
  const known = { version: 2, file, start, end, piece, sha256: hash(bytes), model, options } as const;
  return { ...known, text: await pack(bytes) };
}

/** A name for all that the result of a chunk depends on; the name of the file does not count. */
export function identifyChunk({ text: _, file: __, ...known }: Chunk): string {
  return hash(JSON.stringify(known));
}

/** @throws QueueError if the chunk is not what it says */
export async function openChunk(chunk: Chunk): Promise<CorpusPiece> {
  if (chunk.version !== 2)
    throw new QueueError('it was submitted by another version of tagger', { hint: 'use one version' });
  const text = (await unpack(chunk.text).catch(() => undefined))?.toString();
  if (text === undefined || hash(text) !== chunk.sha256)
    throw new QueueError('its text is not the one that was submitted: its SHA-256 is another');
  return { ...chunk.piece, text };
}

/** `corpus.txt, bytes 0 to 65536` */
export function nameChunk({ file, start, end }: Pick<Chunk, 'file' | 'start' | 'end'>): string {
  return `${file}, bytes ${start} to ${end}`;
}
