import { multiplyAdd } from './functions';

/*
 * The steps of a conditional random field, in the lanes: see src/outputs/crf. All arrays are float32 [K, 8], matrices float32
 * [N / 4, K, 4]: the values of four rows for each column.
 */

/** y[n] = Σ_k M[n, k] x[k] */
export function multiply(matrix: usize, x: usize, y: usize, blocks: i32, count: i32): void {
  const end = x + (<usize>count << 5);
  for (let block = 0; block < blocks; block++, y += 128) {
    let a0 = f32x4.splat(0), a1 = f32x4.splat(0), b0 = f32x4.splat(0), b1 = f32x4.splat(0);
    let c0 = f32x4.splat(0), c1 = f32x4.splat(0), d0 = f32x4.splat(0), d1 = f32x4.splat(0);
    for (let p = x; p < end; p += 32, matrix += 16) {
      const x0 = v128.load(p), x1 = v128.load(p, 16);
      let m = v128.load32_splat(matrix);
      a0 = multiplyAdd(a0, m, x0);
      a1 = multiplyAdd(a1, m, x1);
      m = v128.load32_splat(matrix, 4);
      b0 = multiplyAdd(b0, m, x0);
      b1 = multiplyAdd(b1, m, x1);
      m = v128.load32_splat(matrix, 8);
      c0 = multiplyAdd(c0, m, x0);
      c1 = multiplyAdd(c1, m, x1);
      m = v128.load32_splat(matrix, 12);
      d0 = multiplyAdd(d0, m, x0);
      d1 = multiplyAdd(d1, m, x1);
    }
    storeBlock(y, a0, a1, b0, b1);
    storeBlock(y + 64, c0, c1, d0, d1);
  }
}

/** y[n] = max_k (M[n, k] + x[k]) */
export function maximize(matrix: usize, x: usize, y: usize, blocks: i32, count: i32): void {
  const end = x + (<usize>count << 5);
  const none = f32x4.splat(-Infinity);
  for (let block = 0; block < blocks; block++, y += 128) {
    let a0 = none, a1 = none, b0 = none, b1 = none, c0 = none, c1 = none, d0 = none, d1 = none;
    for (let p = x; p < end; p += 32, matrix += 16) {
      const x0 = v128.load(p), x1 = v128.load(p, 16);
      let m = v128.load32_splat(matrix);
      a0 = f32x4.pmax(a0, f32x4.add(m, x0));
      a1 = f32x4.pmax(a1, f32x4.add(m, x1));
      m = v128.load32_splat(matrix, 4);
      b0 = f32x4.pmax(b0, f32x4.add(m, x0));
      b1 = f32x4.pmax(b1, f32x4.add(m, x1));
      m = v128.load32_splat(matrix, 8);
      c0 = f32x4.pmax(c0, f32x4.add(m, x0));
      c1 = f32x4.pmax(c1, f32x4.add(m, x1));
      m = v128.load32_splat(matrix, 12);
      d0 = f32x4.pmax(d0, f32x4.add(m, x0));
      d1 = f32x4.pmax(d1, f32x4.add(m, x1));
    }
    storeBlock(y, a0, a1, b0, b1);
    storeBlock(y + 64, c0, c1, d0, d1);
  }
}

@inline
function storeBlock(y: usize, a: v128, b: v128, c: v128, d: v128): void {
  v128.store(y, a);
  v128.store(y, b, 16);
  v128.store(y, c, 32);
  v128.store(y, d, 48);
}

/**
 * What the lattice reads of a step, from e^(z − most) and its sum: z becomes z − most, and the powers probabilities of at least 1e-20, so
 * that no total is 0.
 *
 * @param most float32 [8]
 * @param sums float32 [8]
 */
export function prepare(z: usize, powers: usize, most: usize, sums: usize, count: i32): void {
  const smallest = f32x4.splat(1e-20);
  const most0 = v128.load(most), most1 = v128.load(most, 16);
  const sum0 = v128.load(sums), sum1 = v128.load(sums, 16);
  for (const end = z + (<usize>count << 5); z < end; z += 32, powers += 32) {
    v128.store(z, f32x4.sub(v128.load(z), most0));
    v128.store(z, f32x4.sub(v128.load(z, 16), most1), 16);
    v128.store(powers, f32x4.pmax(f32x4.div(v128.load(powers), sum0), smallest));
    v128.store(powers, f32x4.pmax(f32x4.div(v128.load(powers, 16), sum1), smallest), 16);
  }
}

/** x[k] ⊙ y[k], divided by the sum over all k. @param out may be x */
export function weigh(x: usize, y: usize, out: usize, count: i32): void {
  let sum0 = f32x4.splat(0), sum1 = f32x4.splat(0);
  const start = out;
  for (const end = x + (<usize>count << 5); x < end; x += 32, y += 32, out += 32) {
    const value0 = f32x4.mul(v128.load(x), v128.load(y));
    const value1 = f32x4.mul(v128.load(x, 16), v128.load(y, 16));
    sum0 = f32x4.add(sum0, value0);
    sum1 = f32x4.add(sum1, value1);
    v128.store(out, value0);
    v128.store(out, value1, 16);
  }
  for (let at = start; at < out; at += 32) {
    v128.store(at, f32x4.div(v128.load(at), sum0));
    v128.store(at, f32x4.div(v128.load(at, 16), sum1), 16);
  }
}

/** x[k] ⊙ y[k] @param out may be x */
export function join(x: usize, y: usize, out: usize, count: i32): void {
  for (const end = x + (<usize>count << 5); x < end; x += 16, y += 16, out += 16)
    v128.store(out, f32x4.mul(v128.load(x), v128.load(y)));
}

/** x[k] + y[k] @param out may be x */
export function add(x: usize, y: usize, out: usize, count: i32): void {
  for (const end = x + (<usize>count << 5); x < end; x += 16, y += 16, out += 16)
    v128.store(out, f32x4.add(v128.load(x), v128.load(y)));
}

/**
 * In lanes whose last step this is, or which have ended, the values of the end: x[k] = last[k].
 *
 * @param last float32 [K]
 * @param steps int32 [8] of the lanes
 */
export function rest(x: usize, last: usize, count: i32, steps: usize, step: i32): void {
  const isInside0 = i32x4.gt_s(v128.load(steps), i32x4.splat(step + 1));
  const isInside1 = i32x4.gt_s(v128.load(steps, 16), i32x4.splat(step + 1));
  for (const end = x + (<usize>count << 5); x < end; x += 32, last += 4) {
    const value = v128.load32_splat(last);
    v128.store(x, v128.bitselect(v128.load(x), value, isInside0));
    v128.store(x, v128.bitselect(v128.load(x, 16), value, isInside1), 16);
  }
}
