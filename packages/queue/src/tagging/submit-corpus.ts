import { stat } from 'node:fs/promises';
import { FileError } from '@tagger/core';
import { cutCorpus } from '@tagger/core/internal';
import { createTextWriter, readText, toFileError } from '@tagger/core/node';
import type { Note, RedisLink } from '../connection/redis-link';
import { hash } from '../hash';
import { JobBoard } from '../jobs/job-board';
import {
  type Chunk,
  type ChunkOptions,
  createChunk,
  identifyChunk,
  nameChunk,
  type TaggedChunk,
} from './chunk';
import type { PartsFolder } from './parts-folder';
import { nameModels, nameTagQueue } from './queue-names';

export interface SubmitOptions {
  readonly link: RedisLink;
  readonly prefix: string;
  readonly file: string;
  readonly output: string;
  readonly parts: PartsFolder;
  readonly model: SubmittedModel;
  readonly options: ChunkOptions;
  /** UTF-16 units after which a chunk ends where it can. */
  readonly size: number;
  /** Chunks in Redis at a time. */
  readonly window: number;
  readonly signal: AbortSignal;
  readonly note: Note;
  readonly retryDelay?: number | undefined;
  readonly listener: SubmitListener;
}

export interface SubmittedModel {
  readonly name: string;
  /** SHA-256 of its file. */
  readonly sha256: string;
  /** Whether it reads paragraphs whole. */
  readonly hasTokenizer: boolean;
}

/** What a run tells while it goes on. */
export interface SubmitListener {
  /** Bytes of the file that are read. */
  read(bytes: number): void;
  /** A chunk is there. @param isKnown from an earlier run */
  chunk(isKnown: boolean): void;
}

export interface SubmitResult {
  readonly chunks: number;
  /** Chunks that an earlier run had tagged. */
  readonly known: number;
  readonly sentences: number;
  /** Chunks that were put aside, in order. Nothing is written if there are any. */
  readonly failed: readonly { readonly name: string; readonly reason: string }[];
}

/**
 * Has a corpus tagged by workers, and writes what they give in the order of the corpus.
 *
 * @throws CorpusError if it cannot be read, or cut
 * @throws FileError if it changes meanwhile, or the output cannot be written
 * @throws QueueError if Redis refuses
 */
export async function submitCorpus(options: SubmitOptions): Promise<SubmitResult> {
  return new Submission(options).run();
}

class Submission {
  readonly #board: JobBoard<Chunk, TaggedChunk>;
  /** Of all chunks, in order. */
  readonly #ids: string[] = [];
  readonly #failed = new Map<string, { readonly name: string; readonly reason: string }>();
  #known = 0;
  #state = '';

  constructor(private readonly options: SubmitOptions) {
    const { link, prefix, model, window, signal, note, retryDelay, parts, listener } = options;
    this.#board = new JobBoard({
      link,
      queue: nameTagQueue(prefix, model.sha256),
      window,
      signal,
      note,
      retryDelay,
      missing: `no worker has this model: start tagger work with ${model.name} (SHA-256 ${model.sha256.slice(0, 12)}…)`,
      done: async ({ id }, result) => {
        await parts.write(id, result);
        listener.chunk(false);
      },
      isWhole: ({ text, sha256 }) => hash(text) === sha256,
      failed: ({ id, data }, reason) => this.#failed.set(id, { name: nameChunk(data), reason }),
    });
  }

  async run(): Promise<SubmitResult> {
    try {
      this.#state = await this.#look();
      await this.#announce();
      await this.#putAll();
      await this.#board.finish();
      await this.#check();
    } finally {
      this.options.link.close();
    }
    const failed = this.#ids.flatMap((id) => this.#failed.get(id) ?? []);
    const sentences = failed.length === 0 ? await this.#gather() : 0;
    return { chunks: this.#ids.length, known: this.#known, sentences, failed };
  }

  /** Lets workers with another model know what they have not. */
  async #announce(): Promise<void> {
    const { link, prefix, model } = this.options;
    await link.persist(() => link.connect().hset(nameModels(prefix), model.sha256, model.name));
  }

  async #putAll(): Promise<void> {
    const { file, model, options, size, parts, listener } = this.options;
    const { format, wordColumn, lines, language } = options;
    const keepsByteOrderMark = format !== 'text';
    const onRead = (bytes: number) => listener.read(bytes);
    const text = readText(file, { onRead, keepsByteOrderMark, refusesNul: true });
    const cut = { format, size, file, wordColumn, lines, locale: language };
    let start = 0;
    for await (const piece of cutCorpus(text, { ...cut, cutsParagraphs: !model.hasTokenizer })) {
      const chunk = await createChunk(piece, { file, start, model: model.sha256, options });
      start = chunk.end;
      const id = identifyChunk(chunk);
      this.#ids.push(id);
      await this.#check();
      if (!parts.has(id)) await this.#board.put({ id, data: chunk });
      else {
        this.#known += 1;
        listener.chunk(true);
      }
    }
  }

  /** What tells whether the file is still what it was. */
  async #look(): Promise<string> {
    const { file } = this.options;
    const { ino, size, mtimeMs } = await stat(file).catch((error) => {
      throw toFileError(error, file);
    });
    return [ino, size, mtimeMs].join();
  }

  async #check(): Promise<void> {
    if ((await this.#look()) === this.#state) return;
    throw new FileError('has changed while it was read', {
      location: { file: this.options.file },
      hint: 'run the same command again: what has not changed is kept',
    });
  }

  /** @returns the number of sentences */
  async #gather(): Promise<number> {
    const { output, parts, options, signal } = this.options;
    // CoNLL-U made from other formats numbers its sentences.
    const isNumbered = options.outputFormat === 'conllu' && options.format !== 'conllu';
    // Never used, since the output is a file.
    const writer = await createTextWriter(output, process.stdout);
    let before = 0;
    try {
      for (const id of this.#ids) {
        signal.throwIfAborted();
        const { bytes, sentences } = await parts.read(id);
        await writer.write(isNumbered ? renumber(bytes.toString(), before) : bytes);
        before += sentences;
      }
      await writer.close();
    } catch (error) {
      await writer.abort();
      throw error;
    }
    await parts.remove();
    return before;
  }
}

/** The text with its sentences counted on behind those before it. */
function renumber(text: string, before: number): string {
  return text.replace(/^# sent_id = (\d+)$/gm, (_, number) => `# sent_id = ${Number(number) + before}`);
}
