/**
 * Places in a text as tools count them. Those in Python count characters beyond U+FFFF once, where JavaScript has two units.
 *
 * @returns the UTF-16 units before so many characters; undefined beyond the end of the text
 */
export function createOffsets(text: string): (characters: number) => number | undefined {
  const isPlain = !/[\ud800-\udbff][\udc00-\udfff]/.test(text);
  if (isPlain) return (characters) => (characters <= text.length ? characters : undefined);
  const units = [0];
  for (const character of text) units.push(units.at(-1)! + character.length);
  return (characters) => units[characters];
}
