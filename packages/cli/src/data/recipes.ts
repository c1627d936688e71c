import { CorpusError } from '@tagger/core';

/** How a file is made of upstream's files. The same bytes in give the same bytes out. */
export interface Recipe {
  /** In words, for people. */
  readonly description: string;
  /** Paths in upstream's repository. */
  readonly sources: readonly string[];
  /** If the only source is a list of further ones: their paths. */
  readonly findListed?: (list: Buffer) => readonly string[];
  /** Takes the content of the sources, or of the listed ones, in order. */
  make(contents: readonly Buffer[]): Buffer;
}

export function copy(path: string): Recipe {
  return {
    description: `${path}, byte for byte`,
    sources: [path],
    make: (contents) => Buffer.concat(contents),
  };
}

/** For a file that upstream keeps in pieces, one document each. */
export function joinListed(list: string, folder: string): Recipe {
  return {
    description: `the files of ${folder}/ that ${list} names, one after the other`,
    sources: [list],
    findListed: (content) =>
      content
        .toString()
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          // It becomes part of an address: what leaves the folder, or is no list at all, goes no further.
          if (/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(line)) return `${folder}/${line}`;
          throw new CorpusError(`expected the path of a file, found ${JSON.stringify(line.slice(0, 60))}`, {
            location: { file: list },
            hint: 'what was fetched is not that list: see what answers for its host, or TAGGER_DATA_MIRROR',
          });
        }),
    make: (contents) => Buffer.concat(contents),
  };
}

const shares = { train: [0, 8], dev: [8, 9], test: [9, 10] } as const;

/**
 * A part of a corpus of which upstream's train file is left out: of all sentences of the sources, in order, the first
 * eight tenths are train, the next tenth is dev, the last one test; a cut falls on the whole sentence before it.
 */
export function resplit(part: keyof typeof shares, sources: readonly string[]): Recipe {
  const [start, end] = shares[part];
  return {
    description: `of the sentences of ${sources.join(' and ')}, tenths ${start + 1} to ${end}`,
    sources,
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
    make: (contents) => Buffer.from(`${Buffer.concat(contents)}`.replace(/(?<=^|\n)(?:[\t ]*\n)+/g, '\n')),
  };
}
