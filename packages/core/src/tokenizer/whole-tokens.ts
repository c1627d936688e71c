import { addressPatterns } from './address-patterns';
import { EMOTICON } from './emoticons';
import { markPatterns } from './mark-patterns';
import { numberPatterns } from './number-patterns';
import { shortFormPatterns } from './short-form-patterns';

/**
 * Tokens that are more than a plain word or one mark; sticky. The first pattern that matches wins. Repetitions in
 * them that may fail late are bounded, so that a long run of one character costs linear time.
 */
export const wholeToken = new RegExp(
  [...addressPatterns, EMOTICON, ...numberPatterns, ...shortFormPatterns, ...markPatterns].join('|'),
  'uy',
);
