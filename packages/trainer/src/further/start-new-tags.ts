import { detectSpanScheme, readSpanTag, type SpanTag } from '@tagger/core/internal';

/** How probable a new tag is at first, next to `O`. */
const firstShare = 0.02;

/**
 * Starts the row of each new tag of spans from that of `O`, as which the model knows its words: what it has learnt to call `O` is `O` or new, and how a word
 * is known as one of both says nothing of which (Cermelli et al., Modeling the Background for Incremental Learning in Semantic Segmentation, 2020). A row that
 * starts elsewhere has to win against the `O` of each word by itself. The transition from `B-X` to `I-X` is the mean of those from `B` to `I` within an old label.
 *
 * @param parameters of the extended network, in which the rows of old tags are those of the model
 * @param tags of the extended network, the old ones first
 * @param known how many are old
 */
export function startNewTags(
  { outputWeight, outputBias, transitions }: Readonly<Record<string, Float32Array>>,
  tags: readonly string[],
  known: number,
): void {
  const scheme = detectSpanScheme(tags);
  const outside = tags.indexOf('O');
  if (!scheme || outside < 0 || outside >= known || known === tags.length) return;
  const width = outputWeight!.length / tags.length;
  for (let tag = known; tag < tags.length; tag++) {
    outputWeight!.copyWithin(tag * width, outside * width, (outside + 1) * width);
    outputBias![tag] = outputBias![outside]! + Math.log(firstShare);
  }
  const read = tags.map((tag) => readSpanTag(tag, scheme));
  if (transitions) startTransitions(transitions, read, known);
}

/** [S, S] of the tags, and of the boundary of a sentence behind them. */
function startTransitions(transitions: Float32Array, tags: readonly SpanTag[], known: number): void {
  const S = tags.length + 1;
  const isNew = (at: number) => [Math.floor(at / S), at % S].some((tag) => tag >= known && tag < tags.length);
  const kindOf = (at: number) => {
    const [from, to] = [tags[Math.floor(at / S)], tags[at % S]];
    return JSON.stringify([from?.letter, to?.letter, from?.type === to?.type]);
  };
  const known_SS = new Map<string, number[]>();
  for (const [at, value] of transitions.entries())
    if (!isNew(at)) known_SS.set(kindOf(at), [...(known_SS.get(kindOf(at)) ?? []), value]);
  for (const at of transitions.keys()) {
    const values = isNew(at) ? known_SS.get(kindOf(at)) : undefined;
    if (values) transitions[at] = values.reduce((sum, value) => sum + value, 0) / values.length;
  }
}
