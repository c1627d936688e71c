import { Vocabulary } from '@tagger/core';
import { findKindName, type LexiconParts } from '@tagger/core/internal';
import type { Network } from '@tagger/models/internal';
import type { TrainingData } from '../data/training-data';
import type { StartModel } from './start-model';
import { startNewTags } from './start-new-tags';

/**
 * Parameters of an extended network that start from a model's: all that it has are its own, and the row of something new starts from what the
 * model takes for it, such as the unknown word. Outputs of new columns start from random numbers, and rows of new tags of spans from that of `O`.
 *
 * @param initial random parameters of the extended network, into which the model's are written
 */
export function inheritParameters(
  { description, parameters }: StartModel,
  network: Network,
  { lexicon, tagSet }: Pick<TrainingData, 'lexicon' | 'tagSet'>,
  initial: Readonly<Record<string, Float32Array>>,
): void {
  const rows: Readonly<Record<string, (() => Int32Array) | undefined>> = {
    embedding: () => mapWords(description, lexicon.words),
    features: () => mapFeatures(description.features ?? [], lexicon.features ?? []),
    'characters.embedding': () => mapValues(description.characters ?? [], lexicon.characters ?? []),
  };
  for (const { name, shape } of network.parameters) {
    const [own, target] = [parameters[name], initial[name]!];
    if (!own) continue;
    if (name.startsWith('transitions')) copyTransitions(own, target);
    else copyRows(own, target, target.length / shape[0]!, rows[name]?.());
  }
  startNewTags(initial, tagSet.tags, description.tags.length);
}

/** Each row from that of the model which `map` names; without one, all that there are, in their order. */
function copyRows(own: Float32Array, target: Float32Array, width: number, map?: Int32Array): void {
  const rows = map ?? Int32Array.from({ length: own.length / width }, (_, row) => row);
  for (const [row, from] of rows.entries())
    target.set(own.subarray(from * width, (from + 1) * width), row * width);
}

/** Of each word the row of the model: its own, or that of the word that the model takes it for. */
function mapWords({ words, lookup }: StartModel['description'], extended: readonly string[]): Int32Array {
  const places = new Map(words.map((word, index) => [word, index + 1]));
  const vocabulary = Vocabulary.from(words, lookup);
  return Int32Array.from(['', ...extended], (word, row) =>
    row === 0 ? Vocabulary.unknown : (places.get(word) ?? vocabulary.id(word)),
  );
}

type Features = NonNullable<LexiconParts['features']>;

/** Rows of all features are one behind another in a table; each has one for missing values in front. */
function mapFeatures(features: Features, extended: Features): Int32Array {
  let offset = 0;
  const maps = features.map(({ values }, index) => {
    const map = mapValues(values, extended[index]!.values).map((row) => offset + row);
    offset += values.length + 1;
    return map;
  });
  return Int32Array.from(maps.flatMap((map) => [...map]));
}

/** Of each value the row of the model: its own, or that of missing values of its kind. */
function mapValues(values: readonly string[], extended: readonly string[]): Int32Array {
  const places = new Map(values.map((value, index) => [value, index + 1]));
  return Int32Array.from(['', ...extended], (value, row) =>
    row === 0 ? 0 : (places.get(value) ?? places.get(findKindName(value) ?? '') ?? 0),
  );
}

/** [S, S] of the tags, and of the boundary of a sentence behind them. */
function copyTransitions(own: Float32Array, target: Float32Array): void {
  const [S, extended] = [Math.sqrt(own.length), Math.sqrt(target.length)];
  const place = (tag: number) => (tag === S - 1 ? extended - 1 : tag);
  for (let from = 0; from < S; from++)
    for (let to = 0; to < S; to++) target[place(from) * extended + place(to)] = own[from * S + to]!;
}
