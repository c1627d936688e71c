import { requireStrings } from '../arguments/check-arguments';
import { indexStrings } from './vocabulary-index';

/** The tags a model chooses from; a tag's id is its place in `tags`. */
export class TagSet {
  /** The id that `encode` gives to a tag that is not in the set. */
  static readonly unknown = -1;

  /** Sorted by UTF-16 code units, so that the ids do not depend on the corpus's order; see {@link TagSet.extend} for the others. */
  readonly tags: readonly string[];
  readonly #ids: ReadonlyMap<string, number>;

  private constructor(tags: readonly string[]) {
    this.tags = tags;
    this.#ids = indexStrings(tags, 0, 'tag set');
  }

  /** The tags that occur in a corpus; sentences without tags, and words whose tag is undefined, add nothing. */
  static build(sentences: Iterable<{ readonly tags?: readonly (string | undefined)[] | undefined }>): TagSet {
    const tags = new Set<string>();
    for (const sentence of sentences) {
      for (const tag of sentence.tags ?? []) if (tag !== undefined) tags.add(tag);
    }
    return TagSet.from([...tags]);
  }

  /**
   * The set of these tags, in any order.
   *
   * @throws ArgumentError if the tags are not an array of strings.
   * @throws TaggerError if a tag stands there twice.
   */
  static from(tags: readonly string[]): TagSet {
    requireStrings('tags', tags);
    return new TagSet([...tags].sort());
  }

  /**
   * The set of these tags in their order, and behind them, sorted, those of the others that it lacks: their ids are the places that a
   * model has for them.
   *
   * @throws ArgumentError if the tags are not an array of strings.
   * @throws TaggerError if a tag stands there twice.
   */
  static extend(tags: readonly string[], others: Iterable<string>): TagSet {
    requireStrings('tags', tags);
    const known = new Set(tags);
    return new TagSet([...tags, ...[...new Set(others)].filter((tag) => !known.has(tag)).sort()]);
  }

  get size(): number {
    return this.tags.length;
  }

  /** The tag's id in [0, size), or undefined if it is not in the set. */
  id(tag: string): number | undefined {
    return this.#ids.get(tag);
  }

  /** The ids of a sentence's tags, `TagSet.unknown` for those that are not in the set, or undefined. */
  encode(tags: readonly (string | undefined)[]): Int32Array {
    return Int32Array.from(tags, (tag) => (tag === undefined ? undefined : this.id(tag)) ?? TagSet.unknown);
  }
}
