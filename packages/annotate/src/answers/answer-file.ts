import { existsSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FileError, SettingsError } from '@tagger/core';
import { lockOutput, type OutputLock, replaceFile, toFileError } from '@tagger/core/node';
import type { LabelKind } from '../labels';
import type { Item } from '../texts/item';
import { type Answer, formatAnswer } from './answer';
import { type AnswerList, readAnswers } from './read-answers';

/** What is answered to a text. */
type GivenAnswer = Pick<Answer, 'spans' | 'verdict' | 'note' | 'suggested'>;

/**
 * The file of answers, which no other process has meanwhile. Each is on the disk before `write` returns: a new one as a line at the end, a changed one in a new
 * file that takes the place of the old one. So each text has one line, whenever the process is killed.
 */
export class AnswerFile {
  /** The end of what is confirmed. */
  #length: number;
  /** Writes one after the other. */
  #turn: Promise<void> = Promise.resolve();

  private constructor(
    private readonly path: string,
    private readonly kind: LabelKind,
    private readonly list: AnswerList,
    private readonly lock: OutputLock,
    private handle: FileHandle,
  ) {
    this.#length = list.length;
  }

  /**
   * Opens a file, or creates it, and removes a line at its end that was cut off.
   *
   * @throws FileError if it cannot be read or written, or another process has it
   * @throws CorpusError if it has something else than answers
   * @throws SettingsError if its answers label something else
   */
  static async open(path: string, kind: LabelKind): Promise<AnswerFile> {
    if (/\.gz$/i.test(path))
      throw new SettingsError('answers are not written into a compressed file', {
        hint: 'leave out .gz',
      });
    const lock = await lockOutput(path);
    let handle: FileHandle | undefined;
    try {
      const isNew = !existsSync(path);
      handle = await open(path, isNew ? 'wx+' : 'r+').catch((error) => {
        throw toFileError(error, path);
      });
      if (!(await handle.stat()).isFile())
        throw new FileError('is no regular file, which answers need', { location: { file: path } });
      const list = await readAnswers(path);
      if (list.kind && list.kind !== kind)
        throw new SettingsError(`${path} has labels of ${list.kind}, not of ${kind}`, {
          hint:
            list.kind === 'tokens'
              ? 'give --tokens, or another -o'
              : 'leave out --tokens, or give another -o',
        });
      const file = new AnswerFile(path, kind, list, lock, handle);
      if (list.rest !== '') await handle.truncate(list.length);
      await handle.sync();
      await syncFolder(path);
      return file;
    } catch (error) {
      await handle?.close();
      await lock.release();
      throw error;
    }
  }

  /** The answers by what they answer, in their order. */
  get answers(): ReadonlyMap<string, Answer> {
    return this.list.answers;
  }

  /** Whether a line was cut off when the process before was killed. */
  get wasTorn(): boolean {
    return this.list.rest !== '';
  }

  /**
   * Writes an answer, or one in the place of another to the same text.
   *
   * @throws FileError if it cannot be written; the file is then as before
   */
  write(item: Item, answer: GivenAnswer): Promise<void> {
    const written = this.#turn.then(() => this.#write(item, answer));
    this.#turn = written.catch(() => {});
    return written;
  }

  /**
   * Writes answers to texts that have none, all at once.
   *
   * @throws FileError if they cannot be written; the file is then as before
   */
  async append(answers: readonly (readonly [Item, GivenAnswer])[]): Promise<void> {
    const lines = answers.map(([item, answer]) => formatAnswer(this.kind, item, answer));
    const written = this.#turn.then(() => this.#append(lines.join('')));
    this.#turn = written.catch(() => {});
    await written.catch((error) => {
      throw toFileError(error, this.path);
    });
    for (const [index, [item, answer]] of answers.entries()) this.#keep(item, answer, lines[index]!);
  }

  async #write(item: Item, answer: GivenAnswer): Promise<void> {
    const { lines } = this.list;
    const line = formatAnswer(this.kind, item, answer);
    try {
      if (lines.has(item.id)) await this.#replace(new Map([...lines, [item.id, line]]));
      else await this.#append(line);
    } catch (error) {
      throw toFileError(error, this.path);
    }
    this.#keep(item, answer, line);
  }

  #keep({ id, text, words }: Item, answer: GivenAnswer, line: string): void {
    this.list.lines.set(id, line);
    this.list.answers.set(id, { ...answer, id, text, words, kind: this.kind });
  }

  async #append(line: string): Promise<void> {
    const bytes = Buffer.from(line);
    try {
      for (let written = 0; written < bytes.length; ) {
        const { bytesWritten } = await this.handle.write(bytes, written, undefined, this.#length + written);
        written += bytesWritten;
      }
      await this.handle.sync();
    } catch (error) {
      // What is left of the line would be taken for one that was cut off.
      await this.handle.truncate(this.#length).catch(() => {});
      throw error;
    }
    this.#length += bytes.length;
  }

  async #replace(lines: ReadonlyMap<string, string>): Promise<void> {
    const content = [...lines.values()].join('');
    await replaceFile(this.path, content);
    await syncFolder(this.path);
    await this.handle.close();
    this.handle = await open(this.path, 'r+');
    this.#length = Buffer.byteLength(content);
  }

  /** Waits for what is being written, and lets the next process have the file. */
  async close(): Promise<void> {
    await this.#turn;
    await this.handle.close();
    await this.lock.release();
  }
}

/** Has the name of a file on the disk, too; not every system can. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r').catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}
