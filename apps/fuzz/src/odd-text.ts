import fc from 'fast-check';

/** Pieces that readers and tokenizers stumble over. */
const pieces = [
  ...['\n', '\r', '\r\n', '\n\n', '\t', ' ', '  ', '\u00a0', '\u3000', '\u0085', '\u2028', '\v', '\f'],
  ...['\u0000', '\u001b[31m', '\u0007', '\ufeff', '\u200b', '\u200d', '\u00ad', '\u202e', '\ufffd', '\uffff'],
  ...['\ud800', '\udc00', '\u0301', '\u0327\u0301', '\u20dd', '\ufe0f', '👩‍👩‍👧', '🇫🇷', '🇫', '👍🏽', '1️⃣'],
  ...[
    '"',
    "'",
    '\\',
    '/',
    '//',
    '#',
    '# ',
    '_',
    '-',
    '--',
    '…',
    '.',
    '...',
    ',',
    ':',
    '(',
    ')',
    '[',
    ']',
    '{',
    '}',
  ],
  ...['1.5', '10,000.00', '1-2', '1.1', '３．１４', '9007199254740993', '-0', '1e400', 'NaN', '𝟘'],
  ...['a', 'Ab', "don't", 'C++', 'U.S.', 'www.a.org/b?c=d', 'a@b.org', 'été', 'e\u0301', 'İ', 'ß', 'ﬁ'],
  ...[
    'Łódź',
    'Москва',
    '東京',
    'で',
    'ไทย',
    '한국',
    'العربية',
    'हिन्दी',
    'l·l',
    '-DOCSTART-',
    '# global.columns =',
  ],
  ...['__proto__', 'constructor', 'toString', 'null', 'true', '[]', '{}'],
];

/** Any text: such pieces, and characters of all sorts, also halves of surrogate pairs. */
export function drawText(maxLength = 40): fc.Arbitrary<string> {
  const piece = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...pieces) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
    { weight: 1, arbitrary: fc.nat(0xffff).map((code) => String.fromCharCode(code)) },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.constantFrom(...pieces), fc.nat(200)).map(([text, times]) => text.repeat(times)),
    },
  );
  return fc.array(piece, { maxLength, size: 'max' }).map((parts) => parts.join(''));
}

/** Bytes, one for each character (Latin-1), for edits of binary files. */
export function drawByteText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.uint8Array({ maxLength: 16 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
    drawText(3).map((text) => Buffer.from(text).toString('latin1')),
  );
}
