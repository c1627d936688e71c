import { CorpusError } from '../../errors';
import type { ConlluSource, Sentence } from '../../sentence';
import { checkCells } from '../check-cells';
import type { WriteOptions } from '../corpus-format';
import { formatGap } from '../gap';
import { type ConlluColumn, conlluColumnNames, findConlluColumn, findTagColumn } from './conllu-column';
import { createConlluSource } from './create-conllu-source';
import { setFeature, sortFeatures } from './features';
import { isGlobalColumns } from './global-columns';

/**
 * Writes CoNLL-U. A sentence that was read from CoNLL-U is given back byte for byte, with its tags in the chosen
 * column, and its labels of further columns in theirs. Of CoNLL-U Plus the ten columns of CoNLL-U are written; of a sentence of another format the columns id, form
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
 * Writes CoNLL-U Plus: a sentence that was read from it as {@link formatConllu} does, any other with the ten columns of CoNLL-U, and
 * with those that it has in addition. The first sentence of a file names them.
 */
export function formatConllup(sentence: Sentence, options: WriteOptions = {}): string {
  const gap = formatGap(sentence, 'conllup');
  if (gap !== undefined) return gap;
  const { source } = sentence;
  if (source?.format === 'conllup') return formatSource(sentence, source, options);
  if (sentence.words.length === 0) return '\n';
  const { column = source?.format === 'conllu' ? 'upos' : 'tag', number = 1 } = options;
  const own = source?.format === 'conllu' ? source : createConlluSource(sentence, options);
  const named = [column, ...Object.keys(sentence.columns ?? {})].map((name) => String(name).toLowerCase());
  const added = named.filter((name) => /^[^:\s\d]+$/.test(name) && !conlluColumnNames.includes(name));
  const columns = [...conlluColumnNames, ...added].map((name) => name.toUpperCase());
  const comments = number === 1 ? [`# global.columns = ${columns.join(' ')}`, ...own.comments] : own.comments;
  const rows = own.rows.map((row) => [...row, ...added.map(() => '_')]);
  return formatSource(sentence, { format: 'conllup', comments, rows, columns }, { ...options, column });
}

function formatSource(sentence: Sentence, source: ConlluSource, { column }: WriteOptions): string {
  const { comments, rows, columns = conlluColumnNames, ends } = source;
  checkCells(sentence, /^\s*$|[\t\r\n]/, 'CoNLL-U');
  const { tags, columns: others = {} } = sentence;
  const tagged = tags
    ? replaceCells(rows, tags, findTagColumn(column, columns) ?? findConlluColumn(column, columns), columns)
    : rows;
  const filled = Object.entries(others).reduce(
    (filling, [name, labels]) => replaceCells(filling, labels, findConlluColumn(name, columns), columns),
    tagged,
  );
  const lines = [...comments, ...filled.map((row) => row.join('\t'))];
  if (ends?.length !== lines.length && ends?.length !== lines.length + 1) return `${lines.join('\n')}\n\n`;
  return ends.map((end, index) => (lines[index] ?? '') + end).join('');
}

/** Rows with these labels of the words in a column; a cell whose label is not known stays as it is. */
function replaceCells(
  rows: ConlluSource['rows'],
  labels: readonly (string | undefined)[],
  { index, key, name }: ConlluColumn,
  columns: readonly string[],
): readonly (readonly string[])[] {
  const id = columns.findIndex((name) => name.toLowerCase() === 'id');
  let word = 0;
  return rows.map((row) => {
    const isWord = id === -1 || /^\d+$/.test(row[id]!);
    const label = isWord ? labels[word++] : undefined;
    if (label === undefined) return row;
    if (key === undefined) return row.with(index, label);
    if (label.includes('|'))
      throw new CorpusError(`CoNLL-U cannot hold ${JSON.stringify(label)} as the value of ${name}`, {
        hint: 'JSON Lines can hold any text',
      });
    const list = setFeature(row[index]!, key, label);
    return row.with(index, name.startsWith('feats') ? sortFeatures(list) : list);
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
