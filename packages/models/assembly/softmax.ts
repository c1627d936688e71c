import { exponential } from './functions';

/**
 * The largest of K values in each lane, the first one of equals.
 *
 * @param z float32 [K, 8]
 * @param best int32 [8], written
 * @param largest float32 [8], written
 */
export function findBest(z: usize, count: i32, best: usize, largest: usize): void {
  let most0 = v128.load(z), most1 = v128.load(z, 16);
  let at0 = i32x4.splat(0), at1 = i32x4.splat(0);
  for (let k = 1; k < count; k++) {
    z += 32;
    const value0 = v128.load(z), value1 = v128.load(z, 16);
    const above0 = f32x4.gt(value0, most0), above1 = f32x4.gt(value1, most1);
    const here = i32x4.splat(k);
    most0 = v128.bitselect(value0, most0, above0);
    most1 = v128.bitselect(value1, most1, above1);
    at0 = v128.bitselect(here, at0, above0);
    at1 = v128.bitselect(here, at1, above1);
  }
  v128.store(best, at0);
  v128.store(best, at1, 16);
  v128.store(largest, most0);
  v128.store(largest, most1, 16);
}

/**
 * e^(z − most) of each value, and their sum.
 *
 * @param z float32 [K, 8]
 * @param most float32 [8]: the largest of each lane, as `findBest` gives it
 * @param powers float32 [K, 8], written
 * @param sums float32 [8], written
 */
export function softmax(z: usize, count: i32, most: usize, powers: usize, sums: usize): void {
  let sum0 = f32x4.splat(0), sum1 = f32x4.splat(0);
  const most0 = v128.load(most), most1 = v128.load(most, 16);
  for (const end = z + (<usize>count << 5); z < end; z += 32, powers += 32) {
    const power0 = exponential(f32x4.sub(v128.load(z), most0));
    const power1 = exponential(f32x4.sub(v128.load(z, 16), most1));
    sum0 = f32x4.add(sum0, power0);
    sum1 = f32x4.add(sum1, power1);
    v128.store(powers, power0);
    v128.store(powers, power1, 16);
  }
  v128.store(sums, sum0);
  v128.store(sums, sum1, 16);
}
