import type { Space, WgslNode } from '../graph/node';
import type { Dim, Shape } from '../graph/shape';
import type { Quantities, StorageKey } from './quantities';

/** Where a tensor is on the card. */
export interface Storage {
  readonly space: Space;
  readonly key: StorageKey;
}

/** A position in a tensor: an expression for each axis, and, where it is known, one for the position in row-major order. */
export interface Place {
  readonly dims: readonly string[];
  readonly flat?: string | undefined;
}

/** A number of workgroups: one for each `per` of a quantity. */
export interface GroupCount {
  readonly quantity: number;
  readonly per: number;
  readonly atMost?: number;
}

/** A program for the card. */
export interface Kernel {
  /** What it does. */
  readonly name: string;
  readonly source: string;
  /** The quantities that it reads, by their indexes. */
  readonly fields: readonly number[];
  readonly groups: readonly GroupCount[];
}

/** Values of a tensor that was computed before, or elsewhere in the same kernel. */
export type Load = (place: Place) => string;

/** Writes the source of one kernel, statement by statement. */
export class KernelWriter {
  readonly #lines: string[] = [];
  readonly #declarations: string[] = [];
  readonly #fields: number[] = [];
  /** Expressions that have a name, of this block and of those around it. */
  readonly #known: Map<string, string>[] = [new Map()];
  readonly #loads = new Map<WgslNode, Load>();
  #names = 0;
  #isShared = false;

  constructor(
    readonly quantities: Quantities,
    /** Where a tensor was stored; undefined if it has to be computed from its operands. */
    readonly storageOf: (node: WgslNode) => Storage | undefined,
  ) {}

  /** Says how the values of a node are read in this kernel. */
  define(node: WgslNode, load: Load): void {
    this.#loads.set(node, load);
  }

  loadOf(node: WgslNode): Load | undefined {
    const own = this.#loads.get(node);
    if (own) return own;
    const storage = this.storageOf(node);
    return storage && ((place) => this.read(storage, this.flatten(place, node.shape)));
  }

  line(text: string): void {
    this.#lines.push(`${'  '.repeat(this.#known.length)}${text}`);
  }

  /** Declares something outside of the function. */
  declare(text: string): void {
    this.#declarations.push(text);
  }

  block(header: string, write: () => void): void {
    this.line(`${header} {`);
    this.#known.push(new Map());
    write();
    this.#known.pop();
    this.line('}');
  }

  /** A name for an expression, the same one where it is known. */
  name(expression: string): string {
    if (/^\w+$/.test(expression)) return expression;
    const known = this.recall(expression);
    if (known) return known;
    const name = this.fresh('v');
    this.line(`let ${name} = ${expression};`);
    this.remember(expression, name);
    return name;
  }

  fresh(prefix: string): string {
    return `${prefix}${this.#names++}`;
  }

  recall(key: string): string | undefined {
    return this.#known.map((names) => names.get(key)).find((name) => name !== undefined);
  }

  remember(key: string, name: string): void {
    this.#known.at(-1)!.set(key, name);
  }

  /** Lengths become numbers that the kernel reads, so that kernels that differ in nothing else are compiled once. */
  shareSource(): void {
    this.#isShared = true;
  }

  /** The length of an axis. */
  length(dim: Dim): string {
    const isKnown = typeof dim === 'number' && (dim === 1 || !this.#isShared);
    return isKnown ? `${dim}u` : this.field(this.quantities.length(dim));
  }

  count(shape: Shape): string {
    return this.field(this.quantities.count(shape));
  }

  read({ space, key }: Storage, flat: string): string {
    const value = `${space}[${this.field(this.quantities.offset(key))} + ${flat}]`;
    return space === 'batch' ? `bitcast<f32>(${value})` : value;
  }

  readInteger({ key }: Storage, flat: string): string {
    return `u32(batch[${this.field(this.quantities.offset(key))} + ${flat}])`;
  }

  write({ space, key }: Storage, flat: string, value: string): void {
    this.line(`${space}[${this.field(this.quantities.offset(key))} + ${flat}] = ${value};`);
  }

  /** Row-major position. */
  flatten({ dims, flat }: Place, shape: Shape): string {
    if (flat !== undefined) return flat;
    const terms = dims.reduce((sum, dim, axis) => {
      if (shape[axis] === 1) return sum;
      return sum === '0u' ? dim : `(${sum} * ${this.length(shape[axis]!)} + ${dim})`;
    }, '0u');
    return this.name(terms);
  }

  /** The position along each axis. */
  unflatten(flat: string, shape: Shape): string[] {
    const dims: string[] = [];
    let rest = flat;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const dim = shape[axis]!;
      if (dim === 1) dims[axis] = '0u';
      else if (shape.slice(0, axis).every((outer) => outer === 1)) dims[axis] = rest;
      else {
        dims[axis] = this.name(`${rest} % ${this.length(dim)}`);
        rest = this.name(`${rest} / ${this.length(dim)}`);
      }
    }
    return dims;
  }

  field(quantity: number): string {
    const known = this.#fields.indexOf(quantity);
    return `p.f${known === -1 ? this.#fields.push(quantity) - 1 : known}`;
  }

  /** @param size invocations in a workgroup, whose number is `i` in the source, and that of the workgroup `group` */
  finish(name: string, size: number, groups: readonly GroupCount[]): Kernel {
    const fields = this.#fields.map((_, index) => `f${index}: u32`);
    const source = [
      `struct Quantities { ${fields.length > 0 ? fields.join(', ') : 'none: u32'} }`,
      '@group(0) @binding(0) var<storage, read_write> model: array<f32>;',
      '@group(0) @binding(1) var<storage, read_write> work: array<f32>;',
      '@group(0) @binding(2) var<storage, read> batch: array<i32>;',
      '@group(1) @binding(0) var<uniform> p: Quantities;',
      ...this.#declarations,
      `@compute @workgroup_size(${size})`,
      'fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) i: u32) {',
      ...this.#lines,
      '}',
    ].join('\n');
    return { name, source, fields: this.#fields, groups };
  }
}
