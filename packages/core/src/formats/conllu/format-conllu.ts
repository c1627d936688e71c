import { SettingsError } from '../../errors';
import type { ConlluSource, Sentence } from '../../sentence';
import { checkCells } from '../check-cells';
import type { WriteOptions } from '../corpus-format';
import { formatGap } from '../gap';
import { conlluColumnNames, findConlluColumn } from './conllu-column';
import { createConlluSource } from './create-conllu-source';
import { isGlobalColumns } from './global-columns';

/**
 * Writes CoNLL-U. A sentence that was read from CoNLL-U is given back byte for byte, with its tags in the chosen
 * column. Of CoNLL-U Plus the ten columns of CoNLL-U are written; of a sentence of another format the columns id, form
 * and the chosen one, `# text`, and the white space around the words as far as it is known.
 */
export function formatConllu(sentence: Sentence, options: WriteOptions = {}): string {
  const { source, words } = sentence;
  const gap = formatGap(sentence, 'conllu');
  if (gap !== undefined) return gap;
  if (source?.format === 'conllu') return formatSource(sentence, source, options);
  findConlluColumn(options.column);
  if (words.length === 0) return '\n';
  const isPlus = source?.format === 'conllup';
  return formatSource(
    sentence,
    isPlus ? keepTenColumns(source) : createConlluSource(sentence, options),
    options,
  );
}

/**
 * Writes a sentence that was read from CoNLL-U Plus back, as {@link formatConllu} does.
 *
 * @throws SettingsError for any other sentence: nothing would name the columns.
 */
export function formatConllup(sentence: Sentence, options: WriteOptions = {}): string {
  const gap = formatGap(sentence, 'conllup');
  if (gap !== undefined) return gap;
  const { source } = sentence;
  if (source?.format === 'conllup') return formatSource(sentence, source, options);
  throw new SettingsError('only CoNLL-U Plus can be written as CoNLL-U Plus', { hint: 'choose conllu' });
}

function formatSource(sentence: Sentence, source: ConlluSource, { column }: WriteOptions): string {
  const { comments, rows, columns = conlluColumnNames, ends } = source;
  checkCells(sentence, /^\s*$|[\t\r\n]/, 'CoNLL-U');
  const { tags } = sentence;
  const tagged = tags ? replaceTags(rows, tags, findConlluColumn(column, columns).index, columns) : rows;
  const lines = [...comments, ...tagged.map((row) => row.join('\t'))];
  if (ends?.length !== lines.length && ends?.length !== lines.length + 1) return `${lines.join('\n')}\n\n`;
  return ends.map((end, index) => (lines[index] ?? '') + end).join('');
}

function replaceTags(
  rows: ConlluSource['rows'],
  tags: readonly string[],
  index: number,
  columns: readonly string[],
): readonly (readonly string[])[] {
  const id = columns.findIndex((name) => name.toLowerCase() === 'id');
  let word = 0;
  return rows.map((row) => {
    const isWord = id === -1 || /^\d+$/.test(row[id]!);
    return isWord ? row.with(index, tags[word++]!) : row;
  });
}

/** What CoNLL-U can hold of a sentence of CoNLL-U Plus. */
function keepTenColumns({ comments, rows, columns = conlluColumnNames }: ConlluSource): ConlluSource {
  const places = conlluColumnNames.map((name) => columns.findIndex((other) => other.toLowerCase() === name));
  return {
    format: 'conllu',
    comments: comments.filter((comment) => !isGlobalColumns(comment)),
    rows: rows.map((row, index) => [
      places[0]! === -1 ? String(index + 1) : row[places[0]!]!,
      ...places.slice(1).map((place) => (place === -1 ? '_' : row[place]!)),
    ]),
  };
}
