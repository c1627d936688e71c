import { WORD_END, WORD_START } from './characters';

const UNIT = String.raw`(?:[kKmMbtfpx]|mm|MM|bn|kg|lbs?|ft|cm|km|oz|ml|mg|mph|[aApP]\.?[mM]|[kKMGT][bB]|[kMG]?Hz|hh|hrs?|mins?)`;

/** Numbers with marks in them, and numbers that are not the whole word. */
export const numberPatterns = [
  // 1-800-555-0100, 555.555.0100, 555-0100, and the postcode 12345-6789; but 1990|-|1995
  String.raw`${WORD_START}(?:\d{1,3}[-.])?\d{3}[-./]\d{3}[-.]\d{4}${WORD_END}`,
  String.raw`${WORD_START}(?:\d{3}|\d{5})-\d{4}(?![-\p{L}\p{N}])`,
  // 2010-05-03, 3/5/10
  String.raw`${WORD_START}\d{1,4}([-/.])\d{1,2}\1\d{2,4}${WORD_END}`,
  // a month and a day, 9/11; but fractions, whose two figures are single, are three tokens: 1|/|2
  String.raw`${WORD_START}(?:(?:1[0-2]|0\d)\/[0-3]?\d|[1-9]\/[0-3]\d)(?![\p{L}\p{N}/])`,
  // 10:30, 10:30:05, 10:30|pm
  String.raw`${WORD_START}\d{1,2}:\d{2}(?:(?::\d{2})?${WORD_END}|(?=[aApP]\.?[mM]))`,
  // 1990s, '90s, 1960's, and the year '07
  String.raw`['’]?\d{2,4}['’]?s${WORD_END}`,
  String.raw`${WORD_START}['’]\d{2}${WORD_END}`,
  // the number before a unit, which is the next token: 5|km, 10|pm; but 4th, 3D
  String.raw`${WORD_START}(?:\d{1,64}(?:[.,]\d{1,64}){0,64}|\.\d{1,64})(?=${UNIT}${WORD_END})`,
  // 1,000.50 and the version 1.2.3
  String.raw`${WORD_START}\d{1,64}(?:[.,]\d{1,64}){1,64}${WORD_END}`,
  // .5 and the country's code +44
  String.raw`(?<![\p{L}\p{N}.])\.\d{1,64}${WORD_END}`,
  String.raw`${WORD_START}\+\d{1,3}${WORD_END}`,
  // Korean attaches words to numbers and to Latin letters, where the rules of Unicode would divide
  String.raw`${WORD_START}(?:\d{1,16}(?:[.,]\d{1,16}){0,8}|[A-Za-z0-9]{1,32})?\p{Script=Hangul}[\p{Script=Hangul}A-Za-z0-9]*`,
];
