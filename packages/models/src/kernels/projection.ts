import type { Arena } from './arena';
import { laneBytes } from './kernels';
import type { Matrix } from './matrix';
import type { KernelContext } from './recurrence';

/** W x + b of one part of a row. */
export interface ProjectionTarget {
  readonly matrix: Matrix;
  /** Address of b; 0: none. */
  readonly bias: number;
  /** Values. */
  readonly count: number;
}

/** Makes rows of what is given once and read often: of eight vectors at a time, one behind the other in memory. */
export class Projection {
  readonly rowBytes: number;
  /** Where each part of a row starts. */
  readonly offsets: readonly number[];
  readonly cost: number;
  readonly #bytes: number;

  /**
   * @param inputSize length of x, even
   * @param isFixed whether rows are whole numbers of 16 bits, of 2^−12
   */
  constructor(
    private readonly context: KernelContext,
    private readonly targets: readonly ProjectionTarget[],
    private readonly inputSize: number,
    private readonly isFixed: boolean,
  ) {
    this.#bytes = isFixed ? 2 : 4;
    let end = 0;
    this.offsets = targets.map(({ count }) => {
      const start = end;
      end += count * this.#bytes;
      return start;
    });
    this.rowBytes = Math.ceil(end / 16) * 16;
    this.cost = targets.reduce((sum, { count }) => sum + 8 * count * inputSize, 0);
  }

  /** @param x float32 [M, 8] @param row address of the first of eight rows */
  run(x: number, row: number, scratch: Arena): void {
    const { kernels } = this.context;
    const x16 = scratch.allocate((this.inputSize * laneBytes) / 2);
    const scales = scratch.allocate(laneBytes);
    kernels.quantize(x, x16, scales, this.inputSize / 2);
    for (const [index, { matrix, bias, count }] of this.targets.entries()) {
      const z = scratch.allocate(count * laneBytes);
      if (bias) kernels.spread(bias, z, count);
      else scratch.clear(z, count * laneBytes);
      matrix.multiply(z, x16, scales);
      const scatter = this.isFixed ? kernels.scatter16 : kernels.scatter;
      scatter(z, row + this.offsets[index]!, this.rowBytes, count);
    }
  }
}
