/**
 * The inner loops of skip-gram: one step of stochastic gradient descent on the loss of each window of a plan, as
 * `src/skip-gram/plain-kernel.ts` does it, in 128-bit vectors.
 *
 * Rows: x_i, the inputs, i < n; y_j, the outputs, in tiles of 6, the last one filled up with a row of zeros.
 *   1. s_ij = x_i · y_j                    a product of two small matrices: 2 inputs × 6 outputs fill the registers
 *   2. g_ij = rate · (label_j - σ(s_ij))   label_0 = 1, the others 0
 *   3. y_j += Σ_i g_ij x_i,  x_i += Σ_j g_ij y_j   from the old values, four columns at a time
 *
 * Scratch, in bytes: the addresses of x (4 n), of y (24 a tile), g as [tile][i][6] (24 (n + 1) a tile; the last row is
 * only written), and the changes of y in four columns (96 a tile).
 */

const TILE: i32 = 6;
const VECTOR: usize = 16;
const ADDRESS: usize = 4;
/** Bytes of six numbers, or of six addresses. */
const SIX: usize = 24;
/** Bytes of six vectors. */
const SIX_VECTORS: usize = 96;

/**
 * @param plan for each window the learning rate (f32), n, the numbers of n input rows and of 6 · tiles output rows
 * @param stride bytes from one row to the next, a multiple of 16
 * @param outputCount how many of the output rows count: 1 + negatives
 */
export function trainWindows(
  plan: usize,
  windows: i32,
  inputs: usize,
  outputs: usize,
  stride: usize,
  tiles: usize,
  outputCount: usize,
  scratch: usize,
): void {
  for (let window = 0; window < windows; window++) {
    const rate = load<f32>(plan);
    const n = <usize>load<i32>(plan, 4);
    const xs = scratch;
    const ys = xs + ADDRESS * n;
    const g = ys + SIX * tiles;
    const tileBytes = SIX * (n + 1);
    const changes = g + tileBytes * tiles;
    plan = findRows(plan + 8, n, inputs, stride, xs);
    plan = findRows(plan, <usize>TILE * tiles, outputs, stride, ys);

    for (let tile: usize = 0; tile < tiles; tile++) score(xs, n, ys + SIX * tile, stride, g + tileBytes * tile);
    for (let p = g; p < changes; p += VECTOR) v128.store(p, f32x4.mul(f32x4.splat(-rate), sigmoid(v128.load(p))));
    for (let i: usize = 0; i < n; i++) store<f32>(g + SIX * i, load<f32>(g + SIX * i) + rate);
    if (outputCount < <usize>TILE * tiles) clearFilling(g + tileBytes * (tiles - 1), n, outputCount % TILE);
    update(xs, ys, n, stride, tiles, g, changes);
  }
}

/** Turns row numbers into addresses; gives the place in the plan after them. */
@inline
function findRows(plan: usize, count: usize, matrix: usize, stride: usize, addresses: usize): usize {
  for (let end = plan + ADDRESS * count; plan < end; plan += ADDRESS, addresses += ADDRESS) {
    store<usize>(addresses, matrix + <usize>load<u32>(plan) * stride);
  }
  return plan;
}

/** Step 1 for a tile, two inputs at once; an odd last one is its own companion, and its second scores go unread. */
@inline
function score(xs: usize, n: usize, ys: usize, stride: usize, g: usize): void {
  for (let i: usize = 0; i < n; i += 2, g += 2 * SIX) {
    const first = load<usize>(xs + ADDRESS * i);
    const second = load<usize>(xs + ADDRESS * min(i + 1, n - 1));
    multiply(first, second, ys, stride, g);
  }
}

function multiply(xa: usize, xb: usize, ys: usize, stride: usize, g: usize): void {
  const y0 = load<usize>(ys);
  const y1 = load<usize>(ys, 4);
  const y2 = load<usize>(ys, 8);
  const y3 = load<usize>(ys, 12);
  const y4 = load<usize>(ys, 16);
  const y5 = load<usize>(ys, 20);
  const zero = f32x4.splat(0);
  let a0 = zero, a1 = zero, a2 = zero, a3 = zero, a4 = zero, a5 = zero;
  let b0 = zero, b1 = zero, b2 = zero, b3 = zero, b4 = zero, b5 = zero;
  for (let column: usize = 0; column < stride; column += VECTOR) {
    const a = v128.load(xa + column);
    const b = v128.load(xb + column);
    let y = v128.load(y0 + column);
    a0 = multiplyAdd(a0, a, y);
    b0 = multiplyAdd(b0, b, y);
    y = v128.load(y1 + column);
    a1 = multiplyAdd(a1, a, y);
    b1 = multiplyAdd(b1, b, y);
    y = v128.load(y2 + column);
    a2 = multiplyAdd(a2, a, y);
    b2 = multiplyAdd(b2, b, y);
    y = v128.load(y3 + column);
    a3 = multiplyAdd(a3, a, y);
    b3 = multiplyAdd(b3, b, y);
    y = v128.load(y4 + column);
    a4 = multiplyAdd(a4, a, y);
    b4 = multiplyAdd(b4, b, y);
    y = v128.load(y5 + column);
    a5 = multiplyAdd(a5, a, y);
    b5 = multiplyAdd(b5, b, y);
  }
  v128.store(g, sums(a0, a1, a2, a3));
  v128.store(g + 16, sums(a4, a5, b0, b1));
  v128.store(g + 32, sums(b2, b3, b4, b5));
}

/** The outputs that only fill the last tile take no part. */
function clearFilling(g: usize, n: usize, used: usize): void {
  for (let i: usize = 0; i < n; i++) {
    for (let j: usize = used; j < <usize>TILE; j++) store<f32>(g + SIX * i + 4 * j, 0);
  }
}

/** Step 3. All changes of y are taken before x moves, and y is added to last, row by row, as a row may occur twice. */
function update(xs: usize, ys: usize, n: usize, stride: usize, tiles: usize, g: usize, changes: usize): void {
  const tileBytes = SIX * (n + 1);
  for (let column: usize = 0; column < stride; column += VECTOR) {
    for (let tile: usize = 0; tile < tiles; tile++) {
      changeOutputs(xs, n, column, g + tileBytes * tile, changes + SIX_VECTORS * tile);
    }
    for (let tile: usize = 0; tile < tiles; tile++) {
      updateInputs(xs, n, column, ys + SIX * tile, g + tileBytes * tile);
    }
    for (let y = ys, change = changes; y < g; y += ADDRESS, change += VECTOR) {
      const address = load<usize>(y) + column;
      v128.store(address, f32x4.add(v128.load(address), v128.load(change)));
    }
  }
}

/** Σ_i g_ij x_i for the six outputs of a tile. */
@inline
function changeOutputs(xs: usize, n: usize, column: usize, g: usize, changes: usize): void {
  const zero = f32x4.splat(0);
  let d0 = zero, d1 = zero, d2 = zero, d3 = zero, d4 = zero, d5 = zero;
  for (let end = xs + ADDRESS * n; xs < end; xs += ADDRESS, g += SIX) {
    const x = v128.load(load<usize>(xs) + column);
    d0 = multiplyAdd(d0, v128.load32_splat(g), x);
    d1 = multiplyAdd(d1, v128.load32_splat(g, 4), x);
    d2 = multiplyAdd(d2, v128.load32_splat(g, 8), x);
    d3 = multiplyAdd(d3, v128.load32_splat(g, 12), x);
    d4 = multiplyAdd(d4, v128.load32_splat(g, 16), x);
    d5 = multiplyAdd(d5, v128.load32_splat(g, 20), x);
  }
  v128.store(changes, d0);
  v128.store(changes, d1, 16);
  v128.store(changes, d2, 32);
  v128.store(changes, d3, 48);
  v128.store(changes, d4, 64);
  v128.store(changes, d5, 80);
}

/** x_i += Σ_j g_ij y_j over the six outputs of a tile. */
@inline
function updateInputs(xs: usize, n: usize, column: usize, ys: usize, g: usize): void {
  const y0 = v128.load(load<usize>(ys) + column);
  const y1 = v128.load(load<usize>(ys, 4) + column);
  const y2 = v128.load(load<usize>(ys, 8) + column);
  const y3 = v128.load(load<usize>(ys, 12) + column);
  const y4 = v128.load(load<usize>(ys, 16) + column);
  const y5 = v128.load(load<usize>(ys, 20) + column);
  for (let end = xs + ADDRESS * n; xs < end; xs += ADDRESS, g += SIX) {
    const address = load<usize>(xs) + column;
    let x = v128.load(address);
    x = multiplyAdd(x, v128.load32_splat(g), y0);
    x = multiplyAdd(x, v128.load32_splat(g, 4), y1);
    x = multiplyAdd(x, v128.load32_splat(g, 8), y2);
    x = multiplyAdd(x, v128.load32_splat(g, 12), y3);
    x = multiplyAdd(x, v128.load32_splat(g, 16), y4);
    x = multiplyAdd(x, v128.load32_splat(g, 20), y5);
    v128.store(address, x);
  }
}

@inline
function multiplyAdd(sum: v128, a: v128, b: v128): v128 {
  return f32x4.add(sum, f32x4.mul(a, b));
}

/** The sums of the four vectors' lanes, in one vector. */
@inline
function sums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}

@inline
function sigmoid(s: v128): v128 {
  const one = f32x4.splat(1);
  return f32x4.div(one, f32x4.add(one, exponential(f32x4.neg(s))));
}

/**
 * e^t = 2^k · e^r with k = round(t / ln 2) and |r| ≤ ln 2 / 2, where e^r is a polynomial: its coefficients, and ln 2
 * in two parts, are those of expf in Cephes (Moshier, 1992). Relative error below 2e-7; t is held within ±87.
 */
@inline
function exponential(t: v128): v128 {
  const x = f32x4.min(f32x4.max(t, f32x4.splat(-87)), f32x4.splat(87));
  const k = f32x4.nearest(f32x4.mul(x, f32x4.splat(1.44269504088896341)));
  const high = f32x4.sub(x, f32x4.mul(k, f32x4.splat(0.693359375)));
  const r = f32x4.sub(high, f32x4.mul(k, f32x4.splat(-2.12194440e-4)));
  let sum = f32x4.splat(1.9875691500e-4);
  sum = multiplyAdd(f32x4.splat(1.3981999507e-3), sum, r);
  sum = multiplyAdd(f32x4.splat(8.3334519073e-3), sum, r);
  sum = multiplyAdd(f32x4.splat(4.1665795894e-2), sum, r);
  sum = multiplyAdd(f32x4.splat(1.6666665459e-1), sum, r);
  sum = multiplyAdd(f32x4.splat(5.0000001201e-1), sum, r);
  sum = multiplyAdd(f32x4.add(r, f32x4.splat(1)), sum, f32x4.mul(r, r));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(k), i32x4.splat(127)), 23);
  return f32x4.mul(sum, power);
}
