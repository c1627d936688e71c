import { FULL_WIDTH, UNSPACED, WORD_END, WORD_START } from './characters';

/** What is measured in such units, with its powers: kg, m³ */
const MEASURE = `(?:[kcdm]?m[²³]?|mi|[kKMG]?(?:[bB]|bit)|[kmµμ]?g|[mcd]?[lL]|W|J|N)`;

const VERSION = String.raw`[0-9]{1,3}(?:\.[0-9]{1,3}){0,3}`;
/** The end of a name of ASCII, to which Korean attaches a suffix. */
const NAME_END = String.raw`(?:\p{Script=Hangul}{1,16}${WORD_END}|${WORD_END})`;

/** A.Ş.'nin, C++'ta, .NET'in: the ending belongs to its word. */
export const suffixedName = String.raw`${WORD_START}(?:(?:\p{L}{1,3}\.){2,16}|[A-Za-z]{1,16}\+\+|[A-Z]#|\.NET)['’]\p{L}{1,16}${WORD_END}`;

/** Words written with marks in them, in all languages. */
export const shortFormPatterns = [
  // C++, C++17, C#, C#7.3, .NET, .NET6.0, Next.js13; in Korean with its suffix
  String.raw`${WORD_START}(?:[CcGg]|[A-Za-z][A-Za-z0-9]{1,32})\+\+(?:[0-9]{2})?(?!\+)${NAME_END}`,
  `${WORD_START}[A-GJQX]#(?!#)(?:${VERSION})?${NAME_END}`,
  String.raw`(?<!(?![${UNSPACED}])[\p{L}\p{N}.])\.(?:NET|Net)(?:${VERSION})?${NAME_END}`,
  String.raw`${WORD_START}[A-Za-z]{1,16}\.js${VERSION}${WORD_END}`,
  // U.S., e.g., and without the last stop, p.m
  String.raw`(?<![\p{L}_])(?:\p{L}\.){1,16}\p{L}(?![\p{L}\p{N}.])`,
  String.raw`(?<![\p{L}_])(?:\p{L}\.){2,16}(?!\p{L}{2})`,
  // R&D, AT&T
  String.raw`${WORD_START}(?:\p{Lu}{1,3}&\p{Lu}{1,2}|\p{L}&\p{L})${WORD_END}`,
  // EE.UU.
  String.raw`${WORD_START}(?<first>\p{Lu})\k<first>\.(?<second>\p{Lu})\k<second>(?:\.|${WORD_END})`,
  // U．S．A and Ｎｏ．５ in full width
  `${WORD_START}[${FULL_WIDTH}]{1,64}(?:．[${FULL_WIDTH}]{1,64}){1,8}`,
  // letters hidden by stars: h*ck, M*A*S*H
  String.raw`${WORD_START}\p{L}(?:\*{1,8}\p{L}{1,32}){1,8}`,
  // the units km/h and m/s²
  String.raw`(?<![\p{L}_/])${MEASURE}\/(?:h|hr|s|min|sec|yr|lt|kg|[mcd]?[lL]|[cdk]?m)[²³23]?(?![\p{L}\p{N}/])`,
  // the km² of 5 km² without a blank
  String.raw`(?<=\p{Nd})[kcdmµμ]?m[²³]${WORD_END}`,
  // °C, which a number may be before
  `°[CFKR]${WORD_END}`,
  // the suffix of words of Korean, which attaches it to Latin letters, where the rules of Unicode would divide
  String.raw`${WORD_START}(?:[A-Za-z]{1,32}|\p{Lu}&\p{Lu})?\p{Script=Hangul}[\p{Script=Hangul}A-Za-z0-9]*`,
  // US$; but $|5
  String.raw`${WORD_START}(?:US|AU?|CA?|NZ|HK|MX|NT|[RS])\$`,
];
