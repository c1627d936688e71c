import { gatedTanh, multiplyAdd, sigmoid, tanh } from './functions';

/*
 * What a cell does once z = U x + b + W h is known, in float32: see src/cells. All arrays are float32 [.., 8].
 */

/**
 * i, r, f = σ(z);  c̃ = tanh z;  c = f ⊙ c + i ⊙ c̃;  h = r ⊙ tanh c, or r ⊙ c
 *
 * @param z [H, 4, 8], for each unit i, r, f, c̃
 * @param c [H, 8], changed
 * @param h [H, 8], written
 */
export function lstm(z: usize, c: usize, h: usize, hiddenSize: i32, isIdentity: bool): void {
  for (const end = h + (<usize>hiddenSize << 5); h < end; z += 96) {
    for (let half = 0; half < 2; half++, z += 16, c += 16, h += 16) {
      const kept = f32x4.mul(sigmoid(v128.load(z, 64)), v128.load(c));
      const cell = f32x4.add(kept, gatedTanh(v128.load(z), v128.load(z, 96)));
      v128.store(c, cell);
      const output = v128.load(z, 32);
      v128.store(h, isIdentity ? f32x4.mul(sigmoid(output), cell) : gatedTanh(output, cell));
    }
  }
}

/**
 * u, r = σ(z); and r ⊙ h, which the candidate reads.
 *
 * @param z [H, 2, 8], for each unit u, r; u is written in its place
 * @param h [H, 8]
 * @param read [H, 8], written
 */
export function gruGates(z: usize, h: usize, read: usize, hiddenSize: i32): void {
  for (const end = h + (<usize>hiddenSize << 5); h < end; z += 64, h += 32, read += 32) {
    v128.store(z, sigmoid(v128.load(z)));
    v128.store(z, sigmoid(v128.load(z, 16)), 16);
    v128.store(read, f32x4.mul(sigmoid(v128.load(z, 32)), v128.load(h)));
    v128.store(read, f32x4.mul(sigmoid(v128.load(z, 48)), v128.load(h, 16)), 16);
  }
}

/**
 * c̃ = tanh z;  h = u ⊙ h + (1 − u) ⊙ c̃
 *
 * @param z [H, 8] of the candidate
 * @param gates [H, 2, 8], as `gruGates` leaves them
 * @param h [H, 8], changed
 */
export function gruUpdate(z: usize, gates: usize, h: usize, hiddenSize: i32): void {
  const one = f32x4.splat(1);
  for (const end = h + (<usize>hiddenSize << 5); h < end; gates += 32) {
    for (let half = 0; half < 2; half++, z += 16, gates += 16, h += 16) {
      const update = v128.load(gates);
      const candidate = tanh(v128.load(z));
      const kept = f32x4.mul(update, v128.load(h));
      v128.store(h, multiplyAdd(kept, f32x4.sub(one, update), candidate));
    }
  }
}

/** h = tanh z. */
export function rnn(z: usize, h: usize, hiddenSize: i32): void {
  for (const end = h + (<usize>hiddenSize << 5); h < end; z += 16, h += 16) v128.store(h, tanh(v128.load(z)));
}

/** Zero in the lanes that have no step here. @param x [M, 8], changed @param steps int32 [8] of the lanes */
export function hold(x: usize, count: i32, steps: usize, step: i32): void {
  const first = i32x4.gt_s(v128.load(steps), i32x4.splat(step));
  const second = i32x4.gt_s(v128.load(steps, 16), i32x4.splat(step));
  for (const end = x + (<usize>count << 5); x < end; x += 32) {
    v128.store(x, v128.and(v128.load(x), first));
    v128.store(x, v128.and(v128.load(x, 16), second), 16);
  }
}
