/** Gathers the values of a flag that may be given more than once; the parser of such a flag, and of no other. */
export function collectTexts(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}
