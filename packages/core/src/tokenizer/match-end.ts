/** The end of what a sticky pattern matches at `start`; 0 where it does not match. */
export function matchEnd(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : 0;
}

/** The end of what the first of some sticky patterns matches at `start`; 0 where none does. */
export function matchFirstEnd(patterns: readonly RegExp[], text: string, start: number): number {
  for (const pattern of patterns) {
    const end = matchEnd(pattern, text, start);
    if (end) return end;
  }
  return 0;
}
