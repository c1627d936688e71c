/**
 * A test corpus without the sentences that stand in the training corpus too, word for word: those a model may know by heart.
 *
 * @param {string} test CoNLL-U, or a word and its tag in each row @param {string} train of the same format
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

/** The words of a sentence: a row is a word and its tag, or one of CoNLL-U. @param {string} sentence */
function joinForms(sentence) {
  const rows = sentence
    .split('\n')
    .filter((row) => !row.startsWith('# '))
    .map((row) => row.split('\t'));
  const forms = rows.flatMap(([first, second, ...rest]) =>
    rest.length === 0 ? [first] : /^\d+$/.test(first) ? [second] : [],
  );
  return forms.join('\t');
}
