/** A step from a form to its lemma: letters that are kept, dropped or put in. */
export interface LetterEdit {
  readonly kind: 'keep' | 'drop' | 'add';
  readonly letters: readonly string[];
}

/** The fewest letters dropped and added that make one text of another; of as few, those that keep letters early. */
export function alignLetters(from: readonly string[], to: readonly string[]): LetterEdit[] {
  const width = to.length + 1;
  // kept[f · width + t]: the most letters that can be kept of from[f…] and to[t…]
  const kept = new Int32Array((from.length + 1) * width);
  for (let f = from.length - 1; f >= 0; f--)
    for (let t = to.length - 1; t >= 0; t--) {
      const [below, right] = [kept[(f + 1) * width + t]!, kept[f * width + t + 1]!];
      kept[f * width + t] = from[f] === to[t] ? kept[(f + 1) * width + t + 1]! + 1 : Math.max(below, right);
    }
  const edits: { kind: LetterEdit['kind']; letters: string[] }[] = [];
  const add = (kind: LetterEdit['kind'], letter: string) => {
    if (edits.at(-1)?.kind !== kind) edits.push({ kind, letters: [] });
    edits.at(-1)!.letters.push(letter);
  };
  for (let f = 0, t = 0; f < from.length || t < to.length; ) {
    const isDrop =
      f < from.length && (t === to.length || kept[(f + 1) * width + t]! >= kept[f * width + t + 1]!);
    if (f < from.length && t < to.length && from[f] === to[t]) {
      add('keep', from[f++]!);
      t++;
    } else if (isDrop) add('drop', from[f++]!);
    else add('add', to[t++]!);
  }
  return edits;
}
