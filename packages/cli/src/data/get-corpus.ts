import { readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CorpusError, FileError } from '@tagger/core';
import { folderLockName, makeFolder, replaceFile, toFileError } from '@tagger/core/node';
import type { Corpus, CorpusFile } from './corpus';
import { type DownloadOptions, download } from './download';
import { DownloadError } from './download-error';
import { sha256 } from './sha256';
import { renderSourceNote } from './source-note';
import { upstreamAddress } from './upstream';

export interface GetOptions extends Omit<DownloadOptions, 'onBytes' | 'limit'> {
  /** The address that upstream's files are under. */
  readonly base: string;
  /** Told of the bytes that are there, of those of all files that are to be fetched. */
  readonly onProgress: (bytes: number) => void;
}

/** Upstream's files, whole or in part, until the corpus is complete. */
export function workFolder(folder: string): string {
  return join(folder, 'upstream.part');
}

/**
 * The files of a corpus that its folder lacks.
 *
 * @throws FileError if a file of that name is there which is another one: it is never replaced.
 */
export async function findMissing(corpus: Corpus, folder: string): Promise<CorpusFile[]> {
  const missing: CorpusFile[] = [];
  for (const file of corpus.files) {
    const path = join(folder, file.name);
    const size = await sizeIfThere(path);
    if (size === undefined) missing.push(file);
    else if (size !== file.size || sha256(await readWhole(path)) !== file.sha256)
      throw new FileError(`exists already, and is not the file of ${corpus.name}`, {
        location: { file: path },
        hint: 'move it away, or choose another folder with -o',
      });
  }
  return missing;
}

/** True if an earlier call was stopped when all files were there, but before it had tidied up. */
export async function isUntidy(folder: string): Promise<boolean> {
  for (const path of [workFolder(folder), join(folder, folderLockName)])
    if (await stat(path).catch(() => undefined)) return true;
  return false;
}

/**
 * Fetches and makes files of a corpus. Each appears when it is whole and its checksum is right; what is left of an
 * earlier call is gone on with. `SOURCE.md` comes last.
 *
 * @throws DownloadError if a file cannot be had, or is not the one of the catalogue, and then nothing of it stays.
 * @throws FileError if the folder cannot be written.
 */
export async function getCorpus(
  corpus: Corpus,
  files: readonly CorpusFile[],
  folder: string,
  options: GetOptions,
): Promise<void> {
  const work = workFolder(folder);
  await makeFolder(work);
  try {
    await makeFiles(corpus, files, folder, options);
  } catch (error) {
    // Where nothing could be had, nothing is left: rmdir takes only what is empty.
    await rmdir(work).catch(() => {});
    throw error;
  }
  await replaceFile(join(folder, 'SOURCE.md'), renderSourceNote(corpus));
  await rm(work, { recursive: true });
}

async function makeFiles(
  corpus: Corpus,
  files: readonly CorpusFile[],
  folder: string,
  options: GetOptions,
): Promise<void> {
  const work = workFolder(folder);
  let done = 0;
  for (const file of files) {
    const fetcher = new Fetcher(corpus, work, options, done);
    const content = await fetcher.make(file);
    const found = sha256(content);
    const path = join(folder, file.name);
    if (found !== file.sha256) {
      await fetcher.removeAll();
      throw new DownloadError(
        `the SHA-256 of the download is ${found} (${content.length} bytes), expected ${file.sha256} (${file.size} bytes)`,
        {
          location: { file: path },
          hint: 'the download was discarded; check for a proxy or a wrong TAGGER_DATA_MIRROR',
        },
      );
    }
    await replaceFile(path, content);
    done += file.size;
    options.onProgress(done);
  }
}

/** Gets what one file is made of, and knows what to throw away if that is not right. */
class Fetcher {
  readonly #paths: string[] = [];
  #bytes: number;

  constructor(
    private readonly corpus: Corpus,
    private readonly work: string,
    private readonly options: GetOptions,
    before: number,
  ) {
    this.#bytes = before;
  }

  async make({ size, recipe }: CorpusFile): Promise<Buffer> {
    const { sources, list } = recipe;
    const limit = recipe.largest(size);
    if (!list) return recipe.make(await this.#fetchAll(sources, limit));
    const found = await this.#fetch(sources[0]!, list.largest);
    try {
      return recipe.make(await this.#fetchAll(list.find(found), limit));
    } catch (error) {
      if (error instanceof CorpusError) await this.removeAll();
      throw error;
    }
  }

  async removeAll(): Promise<void> {
    for (const path of this.#paths) await rm(path, { force: true });
  }

  /** @param limit bytes of all sources together */
  async #fetchAll(sources: readonly string[], limit: number): Promise<Buffer[]> {
    const contents: Buffer[] = [];
    let rest = limit;
    for (const source of sources) {
      const content = await this.#fetch(source, rest, (bytes) =>
        this.options.onProgress(this.#bytes + bytes),
      );
      this.#bytes += content.length;
      rest -= content.length;
      contents.push(content);
    }
    return contents;
  }

  async #fetch(source: string, limit: number, onBytes = (_: number) => {}): Promise<Buffer> {
    // All in one folder: the name is that of the path, and cannot lead out of it.
    const path = join(this.work, encodeURIComponent(source));
    this.#paths.push(path);
    const size = await sizeIfThere(path);
    if (size !== undefined && size <= limit) return readWhole(path);
    try {
      const address = upstreamAddress(this.options.base, this.corpus, source);
      await download(address, path, { ...this.options, limit, onBytes });
    } catch (error) {
      throw toFileError(error, path);
    }
    return readWhole(path);
  }
}

async function readWhole(path: string): Promise<Buffer> {
  return readFile(path).catch((error) => {
    throw toFileError(error, path);
  });
}

/** In bytes; undefined if there is no such file. */
async function sizeIfThere(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw toFileError(error, path);
  }
}
