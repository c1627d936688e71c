import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TaggerError } from '@tagger/core';
import { replaceFile } from '@tagger/core/node';

/** What is measured so far, in a file: a run that was stopped goes on where it was. */
export class Store {
  private constructor(
    private readonly path: string,
    private readonly results: Record<string, unknown>,
  ) {}

  /** @param identity what all results belong to: those of another one are left out */
  static async open(folder: string, identity: string, isFresh: boolean): Promise<Store> {
    await mkdir(folder, { recursive: true });
    const path = join(folder, 'measured.json');
    const text = await readFile(path, 'utf8').catch(() => undefined);
    const saved = text === undefined || isFresh ? {} : parse(text, path);
    return new Store(path, saved.identity === identity ? saved : { identity });
  }

  has(id: string): boolean {
    return id in this.results;
  }

  get<Result>(id: string): Result | undefined {
    return this.results[id] as Result | undefined;
  }

  async set(id: string, result: unknown): Promise<void> {
    this.results[id] = result;
    await replaceFile(this.path, JSON.stringify(this.results));
  }
}

function parse(text: string, path: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TaggerError('is broken', {
      location: { file: path },
      hint: 'measure again with --fresh',
      cause,
    });
  }
}
