import type { ConlluRow, Sentence } from '../../sentence';
import { checkCells } from '../check-cells';
import type { FormatOptions } from '../corpus-format';
import { findConlluColumn } from './conllu-column';
import { createConlluSource } from './create-conllu-source';

/**
 * Writes CoNLL-U. A sentence that was read from CoNLL-U is given back byte for byte, with its tags in the chosen
 * column; of another one the columns id, form and the chosen one are filled, and `# text` is written.
 */
export function formatConllu(sentence: Sentence, options: FormatOptions = {}): string {
  const { index } = findConlluColumn(options.column);
  checkCells(sentence, /^\s*$|[\t\r\n]/, 'CoNLL-U');
  const { source, tags } = sentence;
  const { comments, rows } = source?.format === 'conllu' ? source : createConlluSource(sentence);
  const lines = (tags ? replaceTags(rows, tags, index) : rows).map((row) => row.join('\t'));
  return `${[...comments, ...lines].join('\n')}\n\n`;
}

function replaceTags(rows: readonly ConlluRow[], tags: readonly string[], index: number): string[][] {
  let word = 0;
  return rows.map((row) => {
    const isWord = /^\d+$/.test(row[0]);
    return isWord ? row.with(index, tags[word++]) : [...row];
  });
}
