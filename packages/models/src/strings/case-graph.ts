import { composeWord } from '@tagger/core/internal';
import { capitalCharacters, lowerCharacters } from './character-maps';
import type { Letters, TextOps } from './text-ops';

/*
 * Axes:  R distinct words
 */

/** The numbers of words in a vocabulary, as `Vocabulary` has them: words count in all normal forms. */
export function numberWords(words: readonly string[]): Map<string, number> {
  const numbers = new Map(words.map((word, index) => [word, index + 1]));
  for (const [index, word] of words.entries()) {
    const composed = composeWord(word);
    if (!numbers.has(composed)) numbers.set(composed, index + 1);
  }
  return numbers;
}

/** Looks words up in vocabularies, also in other case, as `caseForms` lists the forms of a word. */
export class CaseGraph {
  #forms: readonly string[] | undefined;

  /** @param words [R] */
  constructor(
    private readonly ops: TextOps,
    private readonly words: string,
    private readonly letters: Letters,
    private readonly caseLanguage: string | undefined,
  ) {}

  /** The number of each word, 0 for one that is missing, int64 [R]. */
  find(numbers: ReadonlyMap<string, number>, caseFallback: boolean): string {
    const { ops } = this;
    if (!caseFallback) return ops.lookUp(this.words, numbers, 0);
    this.#forms ??= this.#listForms();
    return this.#forms.reduceRight(
      (otherwise, form) => ops.orElse(ops.lookUp(form, numbers), otherwise),
      ops.graph.integers(0),
    );
  }

  /** The word itself, and its forms in other case, the likeliest first. */
  #listForms(): string[] {
    const { ops, words, letters, caseLanguage } = this;
    const lower = (language?: string) => letters.rewrite(lowerCharacters(language));
    const common = lower();
    const [small, capital] = [common, this.#capitalise(common)];
    switch (caseLanguage) {
      case 'tr':
      case 'az': {
        const own = lower(caseLanguage);
        return [words, own, this.#capitalise(own, caseLanguage), small, capital];
      }
      case 'lt':
        return [words, small, capital, lower(caseLanguage)];
      case 'nl':
        return [words, small, this.#capitaliseIj(small), capital];
      case 'de': {
        const sharp = this.#sharpen(small);
        const hasDouble = ops.matches(words, '.*SS.*');
        const own = [sharp, this.#capitalise(sharp)].map((form) => ops.choose(hasDouble, form, small));
        return [words, small, capital, ...own];
      }
      default:
        return [words, small, capital];
    }
  }

  #capitalise(lower: string, locale?: string): string {
    const { ops } = this;
    const cells = ops.cut(lower);
    const first = ops.replace(ops.columnOf(cells, 0), capitalCharacters(locale));
    return ops.concat(first, ops.join(ops.slice(cells, 1)));
  }

  /** ijs → IJs */
  #capitaliseIj(lower: string): string {
    const { ops } = this;
    const rest = ops.join(ops.slice(ops.cut(lower), 2));
    return ops.choose(ops.matches(lower, 'ij.*'), ops.concat(ops.graph.texts('IJ'), rest), lower);
  }

  /** ss → ß */
  #sharpen(lower: string): string {
    const { ops } = this;
    const { graph } = ops;
    const [parts_RK, counts_R] = graph.nodes('StringSplit', [lower], 2, { delimiter: 'ss' }) as [
      string,
      string,
    ];
    const columns_K = ops.range(graph.node('Shape', [parts_RK], { start: 1, end: 2 }));
    const isBehind_RK = graph.node('And', [
      graph.node('Greater', [columns_K, graph.integers(0)]),
      graph.node('Less', [columns_K, ops.column(counts_R)]),
    ]);
    const marks_RK = ops.choose(isBehind_RK, graph.texts('ß'), ops.empty);
    return ops.join(ops.concat(marks_RK, parts_RK));
  }
}
