import { copyText } from '@tagger/core/internal';
import type { BatchTags } from '../tagger/tagging-network';
import type { ColumnLabels } from './column-labels';
import type { WordReading } from './word-reading';

interface KnownReading extends WordReading {
  /** The tags of all outputs. */
  readonly ids: readonly number[];
}

/** Readings that are remembered, at most: some megabytes. */
const maximumReadings = 2 ** 13;

/**
 * The readings of words, forgotten all at once when there are too many. A text has few that differ: its words share their objects and texts, which
 * takes less time and memory than to make them for each word.
 */
export class WordReadings {
  readonly #known = new Map<string, KnownReading[]>();
  #size = 0;

  constructor(private readonly labels: ColumnLabels) {}

  /** The reading of a word at a place of a batch. */
  find(word: string, batch: BatchTags, at: number): WordReading {
    const known = this.#known.get(word);
    if (known) for (const reading of known) if (isAt(reading.ids, batch, at)) return reading;
    return this.#learn(word, batch, at);
  }

  #learn(word: string, batch: BatchTags, at: number): WordReading {
    if (this.#size === maximumReadings) {
      this.#known.clear();
      this.#size = 0;
    }
    this.#size++;
    const known = this.#known.get(word);
    const text = known?.[0]?.text ?? copyText(word);
    const ids = [batch.tags, ...(batch.otherTags ?? [])].map((tags) => tags[at]!);
    const reading = { text, ...this.labels.read(text, batch, at), ids };
    if (known) known.push(reading);
    else this.#known.set(text, [reading]);
    return reading;
  }
}

function isAt(ids: readonly number[], { tags, otherTags }: BatchTags, at: number): boolean {
  if (ids[0] !== tags[at]) return false;
  for (let output = 1; output < ids.length; output++)
    if (ids[output] !== otherTags![output - 1]![at]) return false;
  return true;
}
