/**
 * What a model's package keeps of its scores: the span F1 of entities, or the accuracy of each column.
 *
 * @typedef {{ sentences: number, tokens: number, unknownAccuracy: number, macroF1: number, columns: Record<string, number> }} ColumnScores
 * @typedef {{ precision: number, recall: number, f1: number, gold: number }} SpanScore
 * @typedef {{ sentences: number, tokens: number, spans: SpanScore & { perType: Record<string, SpanScore> } }} EntityScores
 * @param {object} scores of `tagger test --json`
 * @returns {ColumnScores | EntityScores}
 */
export function summarize({ tokens, sentences, unknownAccuracy, macroF1, outputs, spans }) {
  if (spans) {
    const perType = spans.perType.map((type) => [type.type, pickSpanScore(type)]);
    return { sentences, tokens, spans: { ...pickSpanScore(spans), perType: Object.fromEntries(perType) } };
  }
  const columns = Object.entries(outputs).map(([name, { accuracy }]) => [name, accuracy]);
  return { sentences, tokens, unknownAccuracy, macroF1, columns: Object.fromEntries(columns) };
}

/** F1 by what is scored. @param {object} scores of `tagger test --raw --json` */
export function summarizeRaw(scores) {
  return Object.fromEntries(Object.entries(scores).map(([name, { f1 }]) => [name, f1]));
}

/** @param {SpanScore} score */
function pickSpanScore({ precision, recall, f1, gold }) {
  return { precision, recall, f1, gold };
}
