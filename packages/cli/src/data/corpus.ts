import type { Recipe } from './recipes';

export interface Licence {
  /** As people write it: `CC BY-SA 4.0`. */
  readonly name: string;
  /** Address of its text. */
  readonly text: string;
  /** What it asks of those who pass the corpus on, in one line. */
  readonly duty: string;
}

export interface Count {
  readonly sentences: number;
  /** Words; ranges and empty nodes of CoNLL-U do not count. */
  readonly tokens: number;
}

/** A file of a corpus, as it is on the disk in the end. */
export interface CorpusFile {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** In hexadecimal. */
  readonly sha256: string;
  /** How it is made of upstream's files. */
  readonly recipe: Recipe;
}

/** A public corpus that `tagger data get` can fetch. */
export interface Corpus {
  /** What people type, and the folder's name. */
  readonly name: string;
  readonly title: string;
  readonly language: string;
  /** What its tags say. */
  readonly tags: string;
  readonly licence: Licence;
  /** Owner and name on GitHub. */
  readonly repository: string;
  /** In full: what it names never changes. */
  readonly commit: string;
  readonly train: Count;
  readonly dev: Count;
  readonly test: Count;
  /** What to know before a score is published. */
  readonly note?: string;
  /** The licence first, so that it is there as soon as anything is. */
  readonly files: readonly CorpusFile[];
}

export function repositoryAddress({ repository, commit }: Corpus): string {
  return `https://github.com/${repository}/tree/${commit}`;
}
