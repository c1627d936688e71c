/** Labels of an output that are known without it: the network need not be asked about them. */
export interface KnownLabels {
  /** Which output; 0 is the first. */
  readonly output: number;
  /** The output whose tag is asked about. */
  readonly given: number;
  /** Which of the known labels a word with that tag has; −1: none. */
  find(word: string, tag: number): number;
}
