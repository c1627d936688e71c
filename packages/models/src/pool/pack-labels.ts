import type { TaggedWord } from '../tagger/tagged';

/** Values of N words, of which many are the same. */
export interface PackedValues<Value> {
  /** The distinct ones. */
  readonly values: readonly Value[];
  /** [N] places in `values` */
  readonly ids: Int32Array;
}

/** What a model of several columns says of N words, in addition to their tags. */
export interface PackedLabels {
  readonly tags?: Readonly<Record<string, PackedValues<string>>> | undefined;
  readonly lemma?: PackedValues<string> | undefined;
  readonly features?: PackedValues<Readonly<Record<string, string>>> | undefined;
}

/** @returns nothing for a model of one column */
export function packLabels(words: readonly TaggedWord[]): PackedLabels | undefined {
  const { tags, lemma, features } = words[0] ?? {};
  if (!tags && lemma === undefined && !features) return undefined;
  const columns = Object.keys(tags ?? {}).map((name) => [
    name,
    packValues(words, (word) => word.tags![name]!),
  ]);
  return {
    ...(tags && { tags: Object.fromEntries(columns) }),
    ...(lemma !== undefined && { lemma: packValues(words, (word) => word.lemma!) }),
    ...(features && { features: packValues(words, (word) => word.features!) }),
  };
}

function packValues<Value>(words: readonly TaggedWord[], read: (word: TaggedWord) => Value) {
  const places = new Map<Value, number>();
  const ids = new Int32Array(words.length);
  for (let at = 0; at < words.length; at++) {
    const value = read(words[at]!);
    let place = places.get(value);
    if (place === undefined) {
      place = places.size;
      places.set(value, place);
    }
    ids[at] = place;
  }
  return { values: [...places.keys()], ids };
}

/** The labels of the word at a place. */
export function unpackLabels({ tags, lemma, features }: PackedLabels, at: number) {
  const own: Record<string, string> = {};
  for (const name in tags) own[name] = readValue(tags[name]!, at);
  return {
    tags: tags && own,
    lemma: lemma && readValue(lemma, at),
    features: features && readValue(features, at),
  };
}

function readValue<Value>({ values, ids }: PackedValues<Value>, at: number): Value {
  return values[ids[at]!]!;
}
