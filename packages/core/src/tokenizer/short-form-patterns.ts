import { WORD_END, WORD_START } from './characters';

/** Words written with marks in them, in all languages. */
export const shortFormPatterns = [
  // C++, C++17, C#, .NET
  String.raw`${WORD_START}(?:[CcGg]|\p{L}[\p{L}\p{N}]{1,32})\+\+(?:\p{Nd}{2})?(?![\p{L}\p{N}+])`,
  String.raw`${WORD_START}[A-GJQX]#(?![\p{L}\p{N}#])`,
  String.raw`(?<![\p{L}\p{N}.])\.(?:NET|Net)(?!\p{L})`,
  // U.S., e.g., and without the last stop, p.m
  String.raw`(?<![\p{L}_])(?:\p{L}\.){1,16}\p{L}(?![\p{L}\p{N}.])`,
  String.raw`(?<![\p{L}_])(?:\p{L}\.){2,16}(?!\p{L}{2})`,
  // R&D, AT&T
  String.raw`${WORD_START}(?:\p{Lu}{1,3}&\p{Lu}{1,2}|\p{L}&\p{L})${WORD_END}`,
  // letters hidden by a star: h*ck
  String.raw`${WORD_START}\p{L}\*{1,8}\p{L}{1,32}`,
  // the units km/h and m/s²
  String.raw`(?<![\p{L}_/])(?:[kcm]?m|mi|[kKMG]?[bB]|[kmµμ]?g|[mcd]?[lL]|W|J|N)\/(?:h|hr|s|min|sec|lt|kg|[mcd]?[lL]|[cdk]?m)[²³23]?(?![\p{L}\p{N}/])`,
  // °C, which a number may be before
  `°[CFKR]${WORD_END}`,
  // the suffix of words of Korean, which attaches it to Latin letters, where the rules of Unicode would divide
  String.raw`${WORD_START}(?:[A-Za-z]{1,32}|\p{Lu}&\p{Lu})?\p{Script=Hangul}[\p{Script=Hangul}A-Za-z0-9]*`,
  // US$; but $|5
  String.raw`${WORD_START}(?:US|AU?|CA?|NZ|HK)\$`,
];
