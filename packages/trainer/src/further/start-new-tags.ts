import { detectSpanScheme, readSpanTag, type SpanTag } from '@tagger/core/internal';

/**
 * Starts the rows of new labels of spans near what old labels have in common, so that the network need not learn again what begins and ends a span: the
 * mean of the rows of all old `B-…` joins the random row of `B-X`, and the transition from `B-X` to `I-X` is the mean of those from `B` to `I` within an old label.
 *
 * @param parameters of the extended network, in which the rows of old tags are those of the model
 * @param tags of the extended network, the old ones first
 * @param known how many are old
 */
export function startNewTags(
  parameters: Readonly<Record<string, Float32Array>>,
  tags: readonly string[],
  known: number,
): void {
  const scheme = detectSpanScheme(tags);
  if (!scheme || known === tags.length) return;
  const read = tags.map((tag) => readSpanTag(tag, scheme));
  const { outputWeight, outputBias, transitions } = parameters;
  for (let tag = known; tag < tags.length; tag++) {
    const alike = [...read.keys()].filter((old) => old < known && read[old]!.letter === read[tag]!.letter);
    for (const rows of [outputWeight!, outputBias!]) addMean(rows, rows.length / tags.length, tag, alike);
  }
  if (transitions) startTransitions(transitions, read, known);
}

/** Adds the mean of some rows to another one. */
function addMean(rows: Float32Array, width: number, row: number, others: readonly number[]): void {
  for (const other of others)
    for (let at = 0; at < width; at++) rows[row * width + at]! += rows[other * width + at]! / others.length;
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
