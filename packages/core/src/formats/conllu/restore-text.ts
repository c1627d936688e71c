import type { ConlluSource } from '../../sentence';

/**
 * The text of sentences of CoNLL-U, as the CoNLL 2018 shared task makes it: a blank between tokens unless the first one has
 * `SpaceAfter=No`, a blank between sentences, and an empty line between paragraphs (`# newpar`, `# newdoc`). It ends with a
 * line end.
 */
export function restoreText(sources: Iterable<ConlluSource>): string {
  let text = '';
  for (const { comments, rows } of sources) {
    const startsParagraph = comments.some((comment) => /^#\s*new(par|doc)\b/.test(comment));
    if (text !== '') text += startsParagraph ? '\n\n' : ' ';
    text += joinTokens(rows).trimEnd();
  }
  return text === '' ? '' : `${text}\n`;
}

/** The tokens of a sentence: multiword tokens as they are written, without their words. */
function joinTokens(rows: ConlluSource['rows']): string {
  let text = '';
  let lastCovered = 0;
  for (const row of rows) {
    const [id, form] = [row[0]!, row[1]!];
    if (id.includes('.') || Number(id) <= lastCovered) continue;
    if (id.includes('-')) lastCovered = Number(id.split('-')[1]);
    const hasSpace = !row.at(-1)!.split('|').includes('SpaceAfter=No');
    text += hasSpace ? `${form} ` : form;
  }
  return text;
}
