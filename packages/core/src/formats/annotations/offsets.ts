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

/** The reverse: the characters before so many UTF-16 units. */
export function countCharacters(text: string): (units: number) => number {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (units) => units;
  const counts = new Uint32Array(text.length + 1);
  let [at, count] = [0, 0];
  for (const character of text) {
    counts.fill(count, at, at + character.length);
    at += character.length;
    count += 1;
  }
  counts[at] = count;
  return (units) => counts[units]!;
}
