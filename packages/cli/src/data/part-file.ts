import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';

/** What is there of a download: bytes, and the version of the file that they belong to. */
export interface PartState {
  readonly size: number;
  /** The server's strong ETag; none: nothing can be added, since nobody knows to what. */
  readonly version: string | undefined;
}

/** A download that is not whole yet: `PATH.part`, and beside it `PATH.part.etag`. Errors are those of the system. */
export class PartFile {
  readonly #part: string;
  readonly #etag: string;

  constructor(private readonly path: string) {
    this.#part = `${path}.part`;
    this.#etag = `${path}.part.etag`;
  }

  /** Removes it first if it has more bytes than it can have. */
  async read(limit: number): Promise<PartState> {
    const found = await sizeIfThere(this.#part);
    if (found > limit) await this.remove();
    const size = found > limit ? 0 : found;
    const version = strongEtag(await readFile(this.#etag, 'utf8').catch(() => null));
    return { size, version };
  }

  /** Begins anew, with what the server calls this version. */
  async begin(version: string | undefined): Promise<void> {
    await this.remove();
    if (version) await writeFile(this.#etag, version);
  }

  /** Adds the pieces at the end; those that came before a failure stay. */
  async append(pieces: AsyncIterable<Uint8Array>, onPiece: (bytes: number) => void): Promise<void> {
    const file = await open(this.#part, 'a');
    try {
      for await (const piece of pieces) {
        await file.writeFile(piece);
        onPiece(piece.length);
      }
    } finally {
      await file.close();
    }
  }

  /** The part is whole: it takes its name. */
  async finish(): Promise<void> {
    await rename(this.#part, this.path);
    await rm(this.#etag, { force: true });
  }

  async remove(): Promise<void> {
    await rm(this.#part, { force: true });
    await rm(this.#etag, { force: true });
  }
}

/** The ETag, if it says that bytes are the same, as a weak one (`W/"…"`) does not, and can be sent back. */
export function strongEtag(etag: string | null): string | undefined {
  return etag !== null && /^"[\x21\x23-\x7e]{0,256}"$/.test(etag) ? etag : undefined;
}

async function sizeIfThere(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
