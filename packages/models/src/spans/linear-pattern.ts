/** A regular expression whose search for a match takes a time in proportion to the length of the text. */
export interface LinearPattern {
  /** Start and end of each match that is not empty, in UTF-16 units. */
  findAll(text: string): [start: number, end: number][];
}

interface PatternRule {
  readonly pattern?: string | undefined;
  readonly ignoreCase?: boolean | undefined;
}

/** Patterns of a larger program, such as `a{1000}{1000}`, are refused by their number of states. */
const longestPattern = 10_000;

/**
 * Compiles the patterns of rules by RE2, whose automata try all ways at the same time and never go back. It is loaded if there is a pattern.
 *
 * @param fail throws for a pattern that is none
 */
export async function compilePatterns(
  rules: readonly PatternRule[],
  fail: (rule: number, problem: string, hint?: string) => never,
): Promise<{ rule: number; pattern: LinearPattern }[]> {
  if (rules.every(({ pattern }) => pattern === undefined)) return [];
  const { RE2JS } = await import('re2js');
  return rules.flatMap(({ pattern, ignoreCase = false }, rule) => {
    if (pattern === undefined) return [];
    if (pattern.length > longestPattern)
      return fail(rule, `is longer than ${longestPattern} characters`, 'use phrases for a list of names');
    try {
      const compiled = RE2JS.compile(RE2JS.translateRegExp(pattern), ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
      return [{ rule, pattern: { findAll: (text: string) => findAll(compiled.matcher(text)) } }];
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      const isMissing = /\(\?|\\\d|escape/.test(problem);
      return fail(
        rule,
        `is not a regular expression of RE2: ${problem.replace(/^error parsing regexp: /, '')}`,
        isMissing ? 'RE2 has no lookarounds and no back references' : undefined,
      );
    }
  });
}

function findAll(matcher: { find(): boolean; start(): number; end(): number }): [number, number][] {
  const found: [number, number][] = [];
  while (matcher.find()) if (matcher.end() > matcher.start()) found.push([matcher.start(), matcher.end()]);
  return found;
}
