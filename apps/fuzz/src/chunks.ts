import fc from 'fast-check';

/** Draws places to cut a stream at, each as a share of its length in 1/1,048,576. */
export function drawCuts(): fc.Arbitrary<readonly number[]> {
  return fc.array(fc.nat(1 << 20), { maxLength: 12 });
}

/** Cuts a text or bytes at these places. */
export function cutInto<Text extends { slice(start: number, end?: number): Text; readonly length: number }>(
  text: Text,
  cuts: readonly number[],
): Text[] {
  const places = cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b);
  return [0, ...places].map((start, index) => text.slice(start, places[index] ?? text.length));
}
