import type { HostTensor } from '../batch/host-tensor';
import type { Named } from '../layers/layer';
import type { Program } from './compile/program';
import type { StorageKey } from './compile/quantities';
import { lengthOf, type Sizes } from './graph/shape';

/** The tensors of batches as they go to the card: one behind the other. */
export class BatchTensors {
  #integers = new Int32Array(4096);
  #count = 0;

  get values(): Int32Array<ArrayBuffer> {
    return this.#integers.subarray(0, this.#count);
  }

  clear(): void {
    this.#count = 0;
  }

  /** Adds what a program reads, and says where it is. */
  place(program: Program, tensors: Named<HostTensor>, sizes: Sizes, offsets: Map<StorageKey, number>): void {
    for (const { name, key } of program.inputs) {
      const tensor = tensors[name];
      if (!tensor) throw new Error(`a batch without ${name}`);
      offsets.set(key, this.#add(tensor.data));
    }
    for (const { name, rows, positions } of program.sorted) {
      const { starts, order } = sortPositions(tensors[name]!.data, lengthOf(rows, sizes));
      offsets.set(positions.starts.key, this.#add(starts));
      offsets.set(positions.order.key, this.#add(order));
    }
  }

  #add(data: Int32Array | Float32Array): number {
    const start = this.#count;
    const end = start + data.length;
    if (end > this.#integers.length) {
      const larger = new Int32Array(2 * end);
      larger.set(this.#integers.subarray(0, start));
      this.#integers = larger;
    }
    this.#integers.set(new Int32Array(data.buffer, data.byteOffset, data.length), start);
    this.#count = end;
    return start;
  }
}

/** Positions in the order of the rows that they name, and where those of each row begin: a counting sort. */
export function sortPositions(rows: ArrayLike<number>, count: number) {
  const starts = new Int32Array(count + 1);
  for (let at = 0; at < rows.length; at++) starts[rows[at]! + 1]!++;
  for (let row = 0; row < count; row++) starts[row + 1]! += starts[row]!;
  const next = starts.slice();
  const order = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at++) order[next[rows[at]!]!++] = at;
  return { starts, order };
}
