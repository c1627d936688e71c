/*
 * Between lanes and rows: a row holds all values of one word (or character), one behind the other.
 */

/** z[n] = bias[n] in every lane. @param bias float32 [N] @param z float32 [N, 8] */
export function spread(bias: usize, z: usize, count: i32): void {
  for (const end = bias + (<usize>count << 2); bias < end; bias += 4, z += 32) {
    const value = v128.load32_splat(bias);
    v128.store(z, value);
    v128.store(z, value, 16);
  }
}

/**
 * z[n] = row of the lane [n].
 *
 * @param rows the addresses of the lanes' rows [8]
 * @param offset bytes from there on
 * @param z float32 [N, 8], N a multiple of 4
 */
export function gather(rows: usize, offset: usize, z: usize, count: i32): void {
  gatherHalf(rows, offset, z, count);
  gatherHalf(rows + 16, offset, z + 16, count);
}

function gatherHalf(rows: usize, offset: usize, z: usize, count: i32): void {
  let r0 = load<usize>(rows) + offset;
  let r1 = load<usize>(rows, 4) + offset;
  let r2 = load<usize>(rows, 8) + offset;
  let r3 = load<usize>(rows, 12) + offset;
  for (const end = r0 + (<usize>count << 2); r0 < end; r0 += 16, r1 += 16, r2 += 16, r3 += 16, z += 128) {
    const a = v128.load(r0), b = v128.load(r1), c = v128.load(r2), d = v128.load(r3);
    const t0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5), t1 = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
    const t2 = v128.shuffle<i32>(a, b, 2, 6, 3, 7), t3 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
    v128.store(z, v128.shuffle<i64>(t0, t1, 0, 2));
    v128.store(z, v128.shuffle<i64>(t0, t1, 1, 3), 32);
    v128.store(z, v128.shuffle<i64>(t2, t3, 0, 2), 64);
    v128.store(z, v128.shuffle<i64>(t2, t3, 1, 3), 96);
  }
}

/**
 * The row of each lane, one behind the other: row[n] = z[n].
 *
 * @param z float32 [N, 8]
 * @param row float32
 * @param stride bytes from one lane's row to the next
 */
export function scatter(z: usize, row: usize, stride: usize, count: i32): void {
  for (let lane = 0; lane < 8; lane++, z += 4, row += stride)
    for (let n = 0; n < count; n++) store<f32>(row + (<usize>n << 2), load<f32>(z + (<usize>n << 5)));
}

/** The same in whole numbers of 16 bits: row[n] = round(4096 z[n]), held within 16 bits. */
export function scatter16(z: usize, row: usize, stride: usize, count: i32): void {
  for (let lane = 0; lane < 8; lane++, z += 4, row += stride)
    for (let n = 0; n < count; n++) {
      const value = nearest(load<f32>(z + (<usize>n << 5)) * 4096);
      store<i16>(row + (<usize>n << 1), <i16>max<f32>(-32768, min<f32>(32767, value)));
    }
}
