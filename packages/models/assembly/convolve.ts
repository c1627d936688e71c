/**
 * Filters of three characters, and the largest value of each in a word: see src/layers/character-convolution.
 *   out[h] = max_l (bias[h] + before(c_{l−1})[h] + at(c_l)[h] + after(c_{l+1})[h])
 *
 * @param rows addresses of the characters' rows, float32 [3, H] each: what a filter gives for the character in each place
 * @param count characters, at least 1
 * @param bias float32 [H], H a multiple of 4
 * @param out float32 [H]
 */
export function convolve(rows: usize, count: i32, bias: usize, out: usize, hiddenSize: i32): void {
  const size = <usize>hiddenSize << 2;
  const last = count - 1;
  for (let at: usize = 0; at < size; at += 16) {
    let most = f32x4.splat(-Infinity);
    for (let l = 0; l < count; l++) {
      const here = rows + (<usize>l << 2);
      let sum = f32x4.add(v128.load(bias + at), v128.load(load<usize>(here) + size + at));
      if (l > 0) sum = f32x4.add(sum, v128.load(load<usize>(here - 4) + at));
      if (l < last) sum = f32x4.add(sum, v128.load(load<usize>(here, 4) + 2 * size + at));
      most = f32x4.pmax(most, sum);
    }
    v128.store(out + at, most);
  }
}
