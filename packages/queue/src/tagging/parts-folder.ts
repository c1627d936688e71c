import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { FileError } from '@tagger/core';
import { makeFolder, replaceFile, toFileError } from '@tagger/core/node';
import { unpackBytes } from '../pack';
import type { TaggedChunk } from './chunk';

const partName = /^([0-9a-f]{64})\.(\d+)\.part$/;

/** The tagged chunks that are there, each in a file of its own, which is whole or not there. */
export class PartsFolder {
  /** Sentences of each chunk, by its id. */
  readonly #sentences = new Map<string, number>();

  private constructor(private readonly path: string) {}

  /** @throws FileError if the folder cannot be made or read */
  static async open(path: string): Promise<PartsFolder> {
    await makeFolder(path);
    const folder = new PartsFolder(path);
    const names = await readdir(path).catch((error) => {
      throw toFileError(error, path);
    });
    for (const name of names) {
      const [, id, sentences] = partName.exec(name) ?? [];
      if (id) folder.#sentences.set(id, Number(sentences));
    }
    return folder;
  }

  has(id: string): boolean {
    return this.#sentences.has(id);
  }

  /** @throws FileError if it cannot be written */
  async write(id: string, { text, sentences }: TaggedChunk): Promise<void> {
    const file = join(this.path, `${id}.${sentences}.part`);
    await replaceFile(file, Buffer.from(text, 'base64'));
    this.#sentences.set(id, sentences);
  }

  /** @throws FileError if it is damaged; it is then removed */
  async read(id: string): Promise<{ bytes: Buffer; sentences: number }> {
    const sentences = this.#sentences.get(id)!;
    const file = join(this.path, `${id}.${sentences}.part`);
    try {
      return { bytes: await unpackBytes(await readFile(file)), sentences };
    } catch (cause) {
      await rm(file, { force: true });
      throw new FileError('is damaged, and was removed', {
        location: { file },
        hint: 'run the same command again',
        cause,
      });
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
