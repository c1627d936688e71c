/** The rows of a table, as a model file keeps them: float32, or whole numbers with a factor for each row, of 8 bits or of 4. */
export interface Table {
  readonly width: number;
  /** Of `Uint8Array`: packed, as `packRows` does. */
  readonly data: Float32Array | Int8Array | Uint8Array;
  /** Of whole numbers. */
  readonly scales?: Float32Array | undefined;
}

/** The rows of a matrix, of which every value is read where it stands. */
export interface MatrixRows extends Table {
  readonly data: Float32Array | Int8Array;
}

/** Added to whole numbers of 4 bits, which are from -7 to 7. */
export const packedZero = 8;

/** Bytes of a row of which two columns share a byte. */
export const packedWidth = (width: number) => Math.ceil(width / 2);

/** How far up the bits of a column are in their byte. @param half `packedWidth` of the row */
const shiftOf = (column: number, half: number) => (column < half ? 0 : 4);

/** Writes a row to every `stride`-th place from `start` on. */
export function copyRow(
  { width, data, scales }: Table,
  row: number,
  target: Float32Array,
  start: number,
  stride: number,
): void {
  const scale = scales?.[row] ?? 1;
  if (data instanceof Uint8Array) {
    const half = packedWidth(width);
    for (let column = 0, at = start; column < width; column++, at += stride) {
      const bits = data[row * half + (column % half)]! >> shiftOf(column, half);
      target[at] = ((bits & 15) - packedZero) * scale;
    }
    return;
  }
  for (let column = 0, from = row * width, at = start; column < width; column++, from++, at += stride)
    target[at] = data[from]! * scale;
}

/** Two whole numbers from -7 to 7 in a byte: the first half of a row's columns in the lower bits, the second half in the upper ones. */
export function packRows(values: Int8Array, width: number): Uint8Array {
  const [rows, half] = [values.length / width, packedWidth(width)];
  const packed = new Uint8Array(rows * half).fill(packedZero * 17);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++)
      packed[row * half + (column % half)]! += values[row * width + column]! << shiftOf(column, half);
  return packed;
}

export function countRows({ data, width, scales }: Table): number {
  return scales?.length ?? data.length / width;
}
