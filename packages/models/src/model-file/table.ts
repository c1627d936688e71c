/** The rows of a table or matrix, as a model file keeps them: float32, or whole numbers of 8 bits with a factor for each row. */
export interface Table {
  readonly width: number;
  readonly data: Float32Array | Int8Array;
  /** Of whole numbers. */
  readonly scales?: Float32Array | undefined;
}

/** Writes a row to every `stride`-th place from `start` on. */
export function copyRow(
  { width, data, scales }: Table,
  row: number,
  target: Float32Array,
  start: number,
  stride: number,
): void {
  const scale = scales?.[row] ?? 1;
  for (let column = 0, from = row * width, at = start; column < width; column++, from++, at += stride)
    target[at] = data[from]! * scale;
}

export function countRows({ data, width }: Table): number {
  return data.length / width;
}
