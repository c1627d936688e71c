/** A text of about this many UTF-16 units that is hard to read in linear time. */
export interface HardInput {
  readonly name: string;
  readonly create: (length: number) => string;
}

const repeated = (name: string, piece: string): HardInput => ({
  name,
  create: (length) => fill(piece, length),
});

/** Rows of a sentence, numbered from 1, in which nothing ends the sentence. */
const rows = (name: string, row: (number: number) => string): HardInput => ({
  name,
  create(length) {
    const lines: string[] = [];
    for (let size = 0, number = 1; size < length; number += 1)
      size += lines[lines.push(row(number)) - 1]!.length;
    return lines.join('');
  },
});

const enclosed = (name: string, open: string, piece: string, close: string): HardInput => ({
  name,
  create: (length) => open + fill(piece, length) + close,
});

const conlluRow = (number: number) => `${number}\ta\t_\tX\t_\t_\t_\t_\t_\t_\n`;

export const hardInputs: readonly HardInput[] = [
  repeated('one endless word', 'a'),
  repeated('one endless line', 'ab '),
  repeated('blanks', ' '),
  repeated('tabs', '\t'),
  repeated('empty lines', '\n'),
  repeated('carriage returns', '\r'),
  repeated('blank lines of Windows', ' \r\n'),
  repeated('backslashes', '\\'),
  repeated('slashes', 'a/'),
  repeated('quotes', '"'),
  repeated('apostrophes', "'"),
  repeated('brackets that open', '('),
  repeated('brackets that close', ')'),
  repeated('dots', '.'),
  repeated('hyphens', 'a-'),
  repeated('low lines', '_'),
  repeated('digits with dots', '1.'),
  repeated('digits with commas', '1,000'),
  repeated('digits with colons', '1:'),
  repeated('abbreviations', 'e.g.'),
  repeated('contractions', "n't"),
  repeated('elisions', "l'"),
  repeated('addresses', 'www.'),
  repeated('addresses with paths', 'http://a.b/c?d='),
  repeated('at signs', 'a@'),
  repeated('combining marks', '\u0301'),
  repeated('letters with marks', 'e\u0301'),
  repeated('soft hyphens', 'a\u00ad'),
  repeated('joined emoji', '👩\u200d'),
  repeated('halves of flags', '🇫'),
  repeated('halves of surrogate pairs', '\ud800'),
  repeated('Chinese without a mark', '東'),
  repeated('Thai without a blank', 'ไทย'),
  repeated('digits of full width with dots', '１．'),
  repeated('sentences', 'It is. '),
  repeated('comments', '# a = b\n'),
  repeated('rows of two columns', 'a\tX\n'),
  repeated('sentences of a row', 'a\tX\n\n'),
  repeated('document marks', '-DOCSTART- O\n\n'),
  rows('rows of CoNLL-U', conlluRow),
  rows(
    'ranges of CoNLL-U',
    (number) => `${number}-${number + 1}\ta\t_\t_\t_\t_\t_\t_\t_\t_\n${conlluRow(number)}`,
  ),
  repeated('sentences of CoNLL-U', `# sent_id = a\n${conlluRow(1)}\n`),
  enclosed('words as JSON', '{"words":["a"', ',"a"', ']}\n'),
  enclosed('a string of JSON', '{"words":["', '\\"', '"]}\n'),
  enclosed('keys of JSON', '{"words":["a"]', ',"a":1', '}\n'),
  enclosed('digits of JSON', '{"words":["a"],"n":1', '0', '}\n'),
  repeated('deep lists of JSON', '['),
  repeated('deep objects of JSON', '{"a":'),
  repeated('lines of JSON', '{"words":["a"],"tags":["X"]}\n'),
  repeated('numbers', '0.5 '),
  enclosed('a vector without an end', 'a', ' 0.5', '\n'),
  repeated('vectors of one number', 'a 0.5\n'),
  enclosed('a header, and vectors', '100000000 2\n', 'a 0.5 0.5\n', ''),
  enclosed('a header, and bytes', '100000000 2\n', 'a \u0001\u0001\u0001\u0001\u0001\u0001\u0001\u0001', ''),
];

function fill(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length));
}
