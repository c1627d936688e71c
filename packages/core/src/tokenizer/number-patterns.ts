import { FULL_WIDTH, LETTER, SMALL_DIGITS, UNSPACED, WORD_END, WORD_START } from './characters';

/** A mark inside a number, between two digits: 3.14, 5,000, 10:30, 16:9, 3⁄4, and 1'000 in groups of three. */
const INNER_MARK = String.raw`(?<=\p{Nd})(?:[.,:·٫٬،．，：\u2044](?=\p{Nd})|['’](?=\p{Nd}{3}(?!\p{Nd})))`;
/** A sign before a number, which is no operator between two. */
const SIGN = String.raw`(?<!(?![${UNSPACED}])[\p{L}\p{N})\]}'’"”+±−－＋])[+±−－＋]`;
/** A full stop inside a code: 10.A01.1, 2.B.1, 1.0a2.dev3, Ｖ２．ａ */
const INNER_STOP = String.raw`(?<=\p{Nd})\.(?=[A-Za-z]{1,4}[0-9]|[A-Z]\.[0-9])|(?<=\p{Nd}\.[A-Z])\.(?=[0-9])|(?<=[${FULL_WIDTH}])．(?=[${FULL_WIDTH}])`;
const ALPHANUMERIC = String.raw`(?:\p{Nd}|(?![${UNSPACED}])[\p{L}\p{M}${SMALL_DIGITS}]|_{1,64}(?=[\p{L}\p{Nd}])|(?<=\p{Script=Hebrew})["'״](?=\p{Script=Hebrew}))`;

/** Digits with the marks between them, and with the sign before them: 1,000.50, 10:30, +2.5; also .5 */
export const NUMBER = String.raw`(?:${SIGN}|${WORD_START})(?:(?<![\p{L}\p{N}.])\.(?=\p{Nd}))?\p{Nd}(?:\p{Nd}|${INNER_MARK})*`;

const HEX = '[0-9A-Fa-f]{1,4}';
const SUFFIX = String.raw`[0-9A-Za-z-]{1,32}(?:\.[0-9A-Za-z-]{1,32}){0,8}`;

/** Numbers and codes of a fixed form, in all languages. Digits are those of any script. */
export const numberPatterns = [
  // 2024-05-12T10:30:00.5+02:00
  String.raw`${WORD_START}\p{Nd}{4}-\p{Nd}{2}-\p{Nd}{2}T\p{Nd}{2}(?::?\p{Nd}{2}){0,2}(?:[.,]\p{Nd}{1,9})?(?:Z|[+−-]\p{Nd}{2}(?::?\p{Nd}{2})?)?${WORD_END}`,
  // 12/May/2024:10:30:00, 01-Feb-02
  String.raw`${WORD_START}\p{Nd}{1,2}(?<named>[-/])\p{L}{3}\k<named>(?:\p{Nd}{4}|\p{Nd}{2})(?::\p{Nd}{2}){0,3}${WORD_END}`,
  // 550e8400-e29b-41d4-a716-446655440000, 00:1b:44:11:3a:b7, 2001:db8::1
  `${WORD_START}[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}${WORD_END}`,
  String.raw`${WORD_START}[0-9A-Fa-f]{2}(?<pair>[:-])[0-9A-Fa-f]{2}(?:\k<pair>[0-9A-Fa-f]{2}){4}${WORD_END}`,
  String.raw`(?<![\p{L}\p{N}:])(?=[A-Fa-f:]{0,40}[0-9])(?:${HEX}(?::${HEX}){7}|(?:${HEX}(?::${HEX}){0,6})?::${HEX}(?::${HEX}){0,6}|${HEX}(?::${HEX}){1,6}::)(?:%[A-Za-z0-9]{1,16})?(?:\/[0-9]{1,3})?(?![\p{L}\p{N}:])`,
  // 192.168.0.0/24
  String.raw`${WORD_START}[0-9]{1,3}(?:\.[0-9]{1,3}){3}\/[0-9]{1,2}${WORD_END}`,
  // 1-800-FLOWERS
  `${WORD_START}[0-9]-[0-9]{3}-[A-Z]{4,10}${WORD_END}`,
  // 1-800-555-0100, +49-30-123456, 978-3-16-148410-0; 555.555.0100, 555-0100, and the postcode 12345-6789; but 1990|-|1995
  String.raw`(?:${SIGN}|${WORD_START})(?=[\p{Nd}-]{0,64}\p{Nd}{2})\p{Nd}{1,16}(?:-\p{Nd}{1,16}){2,8}(?![-\p{L}\p{N}])`,
  String.raw`${WORD_START}(?:\p{Nd}{1,3}[-.])?\p{Nd}{3}[-./]\p{Nd}{3}[-.]\p{Nd}{4}${WORD_END}`,
  String.raw`${WORD_START}(?:\p{Nd}{3}|\p{Nd}{5})-\p{Nd}{4}(?![-\p{L}\p{N}])`,
  // 2010-05-03, 3/5/10
  String.raw`${WORD_START}\p{Nd}{1,4}(?<date>[-/.／．－])\p{Nd}{1,2}\k<date>\p{Nd}{2,4}${WORD_END}`,
  // 1.0.0-rc.1 and 2.3.1+build.5
  String.raw`${WORD_START}[vV]?[0-9]{1,16}(?:\.[0-9]{1,16}){2}(?:-(?=[A-Za-z])${SUFFIX}(?:\+${SUFFIX})?|\+${SUFFIX})${WORD_END}`,
  // 1.5e-3
  String.raw`${NUMBER}[eE][+−-]\p{Nd}{1,4}${WORD_END}`,
  // 5′11″, 48°51′24.5″N
  String.raw`${NUMBER}(?:°\p{Nd}{1,2})?(?:′\p{Nd}{1,2}(?:[.,]\p{Nd}{1,8})?″?|(?<=°\p{Nd}{1,2})['’]\p{Nd}{1,2}(?:[.,]\p{Nd}{1,8})?["”]|(?<=°\p{Nd}{1,2})[′'’])[NSEWO]?${WORD_END}`,
  // 1,2-dichloroethane
  String.raw`${WORD_START}[0-9]{1,2}(?:,[0-9]{1,2}){1,8}-\p{Ll}{2,64}${WORD_END}`,
  // Ca(OH)2
  String.raw`${WORD_START}(?:\p{Lu}\p{Ll}?[0-9]{0,3}){1,8}\((?:\p{Lu}\p{Ll}?[0-9]{0,3}){1,8}\)[0-9]{1,2}${WORD_END}`,
];

/** -5 after a blank: the hyphen is a sign; sticky patterns only. */
export const signedNumber = String.raw`(?<![^\p{White_Space}(\[{"“„«])-(?=\p{Nd})(?:\p{Nd}|${INNER_MARK})+(?:${LETTER}){0,64}${WORD_END}`;

/** 1992'de, A4'te: the ending belongs to its word. */
export const suffixedNumber = `(?:${WORD_START}[A-Za-z]{1,8}[0-9]{1,8}|${NUMBER})['’](?:${LETTER}){1,64}${WORD_END}`;

/** Codes that letters and a full stop start: H.264, X.509, B.1.1.7, BA.2.86; but Rs|.|500 and No.|5 */
const LETTERED = String.raw`${WORD_START}\p{Lu}{1,2}\.(?=\p{Nd})`;

/** Any other number, and words with digits: 1,000.50, v2.3.1, Python3.11, QX4096.1, 802.11n, H₂O, 10⁻³, 2½ */
export const codePattern = String.raw`(?:(?:${SIGN}|${WORD_START})(?:(?<![\p{L}\p{N}.])\.(?=\p{Nd}))?\p{Nd}|${WORD_START}(?:\p{L}(?:(?![${UNSPACED}])[\p{L}\p{M}_]){0,63})?(?<![${UNSPACED}])[\p{Nd}${SMALL_DIGITS}]|${LETTERED}\p{Nd})(?:${ALPHANUMERIC}|${INNER_MARK}|${INNER_STOP})*(?:\.[xX]${WORD_END}|(?<=\p{Lu}\p{Nd}{3,8})\.\p{Lu}${WORD_END})?`;
