declare module 'pos' {
  export class Tagger {
    /** @returns pairs of a word and its Penn Treebank tag */
    tag(words: readonly string[]): [word: string, tag: string][];
  }
}
