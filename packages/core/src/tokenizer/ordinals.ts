import type { WordRules } from './word-rules';

/** A number with the full stop that makes it an ordinal number, as `next` follows: 3. Mai. */
export function ordinalBefore(next: string): string {
  return String.raw`(?<![\p{L}\p{N}_.,:/-])\p{Nd}{1,4}\.(?=\p{White_Space}{1,4}${next})`;
}

/** A language whose ordinal numbers have a full stop, which a small letter behind them tells from one that ends a sentence: 5. maddesi. */
export function withOrdinals(rules: WordRules): WordRules {
  return { ...rules, numbers: [ordinalBefore(String.raw`\p{Ll}`), ...rules.numbers] };
}
