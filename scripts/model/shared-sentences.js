/**
 * A test corpus without the sentences that stand in the training corpus too, word for word: those a model may know by heart.
 *
 * @param {string} test CoNLL-U @param {string} train CoNLL-U
 */
export function removeSharedSentences(test, train) {
  const known = new Set(splitSentences(train).map(joinForms));
  const all = splitSentences(test);
  const kept = all.filter((sentence) => !known.has(joinForms(sentence)));
  return { text: kept.map((sentence) => `${sentence}\n\n`).join(''), shared: all.length - kept.length };
}

/** @param {string} text */
function splitSentences(text) {
  return text.split(/\n\n+/).filter((sentence) => sentence.trim() !== '');
}

/** The words of a sentence. @param {string} sentence */
function joinForms(sentence) {
  const rows = sentence.split('\n').map((row) => row.split('\t'));
  return rows.flatMap(([id, form]) => (/^\d+$/.test(id) ? [form] : [])).join('\t');
}
