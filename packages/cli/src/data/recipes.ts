import { CorpusError } from '@tagger/core';

/** How a file is made of upstream's files. The same bytes in give the same bytes out. */
export interface Recipe {
  /** In words, for people. */
  readonly description: string;
  /** Paths in upstream's repository. */
  readonly sources: readonly string[];
  /** If the only source is a list of further ones. */
  readonly list?: SourceList;
  /** The most bytes that the sources, or the listed ones, have together, for a file of so many bytes. */
  largest(size: number): number;
  /** Takes the content of the sources, or of the listed ones, in order. */
  make(contents: readonly Buffer[]): Buffer;
}

export interface SourceList {
  /** The most bytes that it has. */
  readonly largest: number;
  /** The paths that it names. @throws CorpusError if it is no such list. */
  find(list: Buffer): readonly string[];
}

/** A path of upstream's, with its line end, is not longer. */
const longestPath = 500;

export function copy(path: string): Recipe {
  return {
    description: `${path}, byte for byte`,
    sources: [path],
    largest: (size) => size,
    make: (contents) => Buffer.concat(contents),
  };
}

/** For a file that upstream keeps in so many pieces, one document each. */
export function joinListed(list: string, folder: string, count: number): Recipe {
  const fail = (found: string): never => {
    throw new CorpusError(`expected the paths of ${count} files, found ${found}`, {
      location: { file: list },
      hint: 'the download is not that list; check for a proxy or a wrong TAGGER_DATA_MIRROR',
    });
  };
  return {
    description: `the files of ${folder}/ that ${list} names, one after the other`,
    sources: [list],
    largest: (size) => size,
    list: {
      largest: count * longestPath,
      find(content) {
        const lines = content
          .toString()
          .split('\n')
          .filter((line) => line !== '');
        // They become parts of addresses: what leaves the folder, or is no list at all, goes no further.
        const wrong = lines.find((line) => !/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(line));
        if (wrong !== undefined) fail(JSON.stringify(wrong.slice(0, 60)));
        if (lines.length !== count) fail(String(lines.length));
        return lines.map((line) => `${folder}/${line}`);
      },
    },
    make: (contents) => Buffer.concat(contents),
  };
}

const shares = { train: [0, 8], dev: [8, 9], test: [9, 10] } as const;
export type Part = keyof typeof shares;

/**
 * A part of a corpus of which upstream's train file is left out: of all sentences of the sources, in order, the first
 * eight tenths are train, the next tenth is dev, the last one test; a cut falls on the whole sentence before it.
 *
 * @param bytes of all sources together
 */
export function resplit(part: Part, sources: readonly string[], bytes: number): Recipe {
  const [start, end] = shares[part];
  return {
    description: `of the sentences of ${sources.join(' and ')}, tenths ${start + 1} to ${end}`,
    sources,
    largest: () => bytes,
    make(contents) {
      const sentences = Buffer.concat(contents).toString().split('\n\n').slice(0, -1);
      const cut = (tenth: number) => Math.floor((sentences.length * tenth) / 10);
      const chosen = sentences.slice(cut(start), cut(end));
      return Buffer.from(chosen.map((sentence) => `${sentence}\n\n`).join(''));
    },
  };
}

/** Upstream ends some sentences with a line that holds a TAB alone: each such line, or run of them, becomes one blank line. */
export function blankSeparators(path: string): Recipe {
  return {
    description: `${path}, with blank lines where upstream's hold TABs`,
    sources: [path],
    // A TAB or two for each sentence, which itself has more.
    largest: (size) => 2 * size,
    make: (contents) => Buffer.from(`${Buffer.concat(contents)}`.replace(/(?<=^|\n)(?:[\t ]*\n)+/g, '\n')),
  };
}
