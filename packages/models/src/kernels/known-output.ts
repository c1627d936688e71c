import { candidateShare, type KnownLabels, preferLabel } from '../tagger/known-labels';
import { hasNext } from '../tagger/label-values';
import { laneCount } from './kernels';
import { indexOf, packed } from './layout';
import type { OpenGroup } from './open-group';
import { pickSteps } from './recurrence';
import type { RowNotes } from './row-notes';
import type { GroupWords, ScoreCollector } from './score-collector';
import type { TagOutput } from './tag-output';

/** An output that is computed only for words of which nothing is known. */
export interface KnownOutput extends Pick<KnownLabels, 'output' | 'given' | 'prefers'> {
  readonly notes: RowNotes;
}

/** Computes the output for the words of which nothing is known. */
export function* runUnknown(
  open: OpenGroup,
  known: KnownOutput,
  output: TagOutput,
  collector: ScoreCollector,
): Generator<number, void> {
  const { group, below, scratch } = open;
  const unknown = markGroup(open, known, collector);
  const layout = packed([unknown.places.length]);
  const picked = below.map((steps) => pickSteps(steps, unknown.places, scratch));
  const found = yield* output.run({ ...group, layout }, picked, scratch, true);
  const tags = collector.tagsOf(known.output);
  const { words: integers, floats } = scratch.views;
  for (const [index, at] of unknown.targets.entries()) {
    const best = integers[found.best / 4 + index]!;
    if (!known.prefers || !hasNext(floats[found.sums / 4 + index]!, candidateShare)) {
      tags[at] = best;
      continue;
    }
    const values = {
      start: indexOf(found.powers, found.size, index, 0),
      stride: laneCount,
      count: output.tagCount,
    };
    const prefers = (label: number) => known.prefers!(unknown.texts[index]!, label);
    tags[at] = preferLabel(prefers, best, floats, values);
  }
}

/** Writes the known labels of a group. @returns the other words */
function markGroup(
  { sentences, indexes, places, targets, rows }: OpenGroup,
  { output, given, notes }: KnownOutput,
  collector: ScoreCollector,
): GroupWords & { readonly texts: readonly string[] } {
  const unknown = { places: [] as number[], targets: [] as number[], texts: [] as string[] };
  const [tags, givenTags] = [collector.tagsOf(output), collector.tagsOf(given)];
  let word = 0;
  for (const index of indexes)
    for (const text of sentences[index]!) {
      const at = targets[word]!;
      const label = notes.label(rows[at]!, text, givenTags[at]!);
      if (label >= 0) tags[at] = -1 - label;
      else {
        unknown.places.push(places[word]!);
        unknown.targets.push(at);
        unknown.texts.push(text);
      }
      word++;
    }
  return unknown;
}
