/*
 * Two steps of xoroshiro128+ and the number in [0, 1) that is made of them, as pure-rand has both, in one loop over whole numbers: the masks of a
 * training step are tens of thousands of numbers.
 */

/** What a mask has instead of random numbers: 0 for those below `share`, which is in [0, 1), and `kept` for the others. */
export interface Chance {
  readonly share: number;
  readonly kept: number;
}

/**
 * Fills a mask with what the next numbers of the generator say.
 *
 * @param state its two halves, each as its upper and its lower 32 bits
 * @returns the state behind these numbers
 */
export function fillMask(
  state: readonly number[],
  mask: Float32Array,
  { share, kept }: Chance,
): readonly number[] {
  let h0 = state[0]! | 0;
  let l0 = state[1]! | 0;
  let h1 = state[2]! | 0;
  let l1 = state[3]! | 0;
  // A number is first · 2^-26 + second · 2^-53, with 26 bits of one output and 27 of the next. The products are exact.
  const bound = share * 2 ** 53;
  const firstBound = Math.floor(bound / 2 ** 27) | 0;
  const secondBound = Math.ceil(bound - firstBound * 2 ** 27) | 0;
  const bits = new Int32Array(mask.buffer, mask.byteOffset, mask.length);
  const keptBits = new Int32Array(Float32Array.of(kept).buffer)[0]!;
  for (let at = 0; at < bits.length; at++) {
    const first = (l0 + l1) & 0x3ffffff;
    // s₁ ← s₁ ⊕ s₀   s₀ ← rotl(s₀, 24) ⊕ s₁ ⊕ s₁ « 16   s₁ ← rotl(s₁, 37)
    let h = h1 ^ h0;
    let l = l1 ^ l0;
    let old = l0;
    l0 = (l0 << 24) ^ (h0 >>> 8) ^ l ^ (l << 16);
    h0 = (h0 << 24) ^ (old >>> 8) ^ h ^ ((h << 16) | (l >>> 16));
    l1 = (h << 5) ^ (l >>> 27);
    h1 = (l << 5) ^ (h >>> 27);

    const second = (l0 + l1) & 0x7ffffff;
    h = h1 ^ h0;
    l = l1 ^ l0;
    old = l0;
    l0 = (l0 << 24) ^ (h0 >>> 8) ^ l ^ (l << 16);
    h0 = (h0 << 24) ^ (old >>> 8) ^ h ^ ((h << 16) | (l >>> 16));
    l1 = (h << 5) ^ (l >>> 27);
    h1 = (l << 5) ^ (h >>> 27);

    // All bits set if the number is below `share`: a branch would be mispredicted as often as not.
    let isBelow = (first - firstBound) >> 31;
    if (first === firstBound) isBelow = second < secondBound ? -1 : 0;
    bits[at] = keptBits & ~isBelow;
  }
  return [h0, l0, h1, l1];
}
