import { listOperands, type Scan, type WgslNode } from '../../graph/node';
import { type Shape, widthOf } from '../../graph/shape';
import { computeValue, writeValue } from '../expression';
import type { Kernel, KernelWriter, Place, Storage } from '../kernel-writer';
import { countLane, isJoint, planStep, type StepLevel, type StepResult } from './plan-step';

/** What a card has for one workgroup. */
export interface GroupLimits {
  readonly invocations: number;
  /** Of memory that the invocations share, in numbers. */
  readonly memory: number;
}

/** Where the results of a loop go, those that somebody reads. */
export interface ScanStorage {
  readonly outputs: ReadonlyMap<string, Storage>;
  readonly finals: ReadonlyMap<string, Storage>;
  /** Takes memory outside of the workgroup, of so many numbers for each lane. */
  scratch(size: number): Storage;
}

/**
 * A loop over time as one kernel: a workgroup for each lane, which keeps the state in its own memory and streams the weights. The states are
 * there twice, so that a step can write the new one while others still read the old one.
 */
export function writeScan(
  kernel: KernelWriter,
  scan: Scan,
  storage: ScanStorage,
  limits: GroupLimits,
): Kernel {
  return new ScanWriter(kernel, scan, storage, limits).write();
}

class ScanWriter {
  readonly #levels: readonly StepLevel[];
  readonly #size: number;
  /** The number of parts in which invocations compute one value of a product. */
  readonly #parts = new Map<WgslNode, number>();
  readonly #arrays = new Map<WgslNode, Storage | string>();

  constructor(
    private readonly kernel: KernelWriter,
    private readonly scan: Scan,
    private readonly storage: ScanStorage,
    limits: GroupLimits,
  ) {
    this.#levels = planStep(scan, storage.outputs.keys());
    const widest = Math.max(
      ...this.#levels.flatMap(({ shared, results }) =>
        [...shared, ...results.map(({ node }) => node)].map((node) => countLane(scan, node)),
      ),
    );
    this.#size = Math.min(limits.invocations, 32 * 2 ** Math.ceil(Math.log2(Math.max(1, widest / 32))));
    this.#placeShared(limits.memory);
  }

  write(): Kernel {
    const { kernel, scan } = this;
    const [first] = Object.values(scan.inputs) as [WgslNode];
    const [state] = Object.values(scan.initial) as [WgslNode];
    kernel.line(`let lane = ${scan.hasLanes ? 'group.x' : '0u'};`);
    this.#defineReads();
    for (const [name, node] of Object.entries(scan.initial))
      this.#each(countLane(scan, node), (at) => {
        const value = writeValue(kernel, node, this.#place(node.shape, at));
        kernel.line(`${stateName(name)}[${at}] = ${value};`);
      });
    kernel.line('var now = 0u;');
    kernel.line('workgroupBarrier();');
    const time = kernel.length(first.shape[0]!);
    kernel.block(`for (var s = 0u; s < ${time}; s++)`, () => {
      kernel.line(`let t = ${scan.reverse ? `${time} - 1u - s` : 's'};`);
      for (const level of this.#levels) {
        this.#writeLevel(level);
        if (this.#usesStorage()) kernel.line('storageBarrier();');
        kernel.line('workgroupBarrier();');
      }
      kernel.line('now = 1u - now;');
    });
    for (const [name, storage] of this.storage.finals) {
      const size = countLane(scan, scan.initial[name]!);
      this.#each(size, (at) =>
        kernel.write(storage, `lane * ${size}u + ${at}`, `${stateName(name)}[now * ${size}u + ${at}]`),
      );
    }
    const quantity = kernel.quantities.length(scan.hasLanes ? state.shape[0]! : 1);
    return kernel.finish('loop over time', this.#size, [{ quantity, per: 1 }]);
  }

  /** In the workgroup's memory as far as it goes; the largest go elsewhere first. */
  #placeShared(memory: number): void {
    const { scan, kernel } = this;
    let free = memory;
    for (const [name, node] of Object.entries(scan.initial)) {
      const size = countLane(scan, node);
      kernel.declare(`var<workgroup> ${stateName(name)}: array<f32, ${2 * size}>;`);
      free -= 2 * size;
    }
    if (free < 0)
      throw new RangeError(`a state of ${(memory - free) / 2} numbers is too large for this card`);
    const shared = this.#levels.flatMap((level) => level.shared).filter((node) => !this.#isRegister(node));
    const sizes = shared.map((node) => {
      this.#parts.set(node, this.#countParts(node));
      return { node, size: countLane(scan, node) * this.#parts.get(node)! };
    });
    for (const { node, size } of sizes.sort((a, b) => a.size - b.size)) {
      const name = `shared${node.id - scan.id}`;
      if (size <= free) {
        free -= size;
        kernel.declare(`var<workgroup> ${name}: array<f32, ${size}>;`);
        this.#arrays.set(node, name);
      } else this.#arrays.set(node, this.storage.scratch(size));
    }
  }

  /** A sum that each invocation computes for itself. */
  #isRegister(node: WgslNode): boolean {
    return node.operation.kind === 'reduceRow' && countLane(this.scan, node) === 1;
  }

  #countParts(node: WgslNode): number {
    if (node.operation.kind !== 'matmul') return 1;
    const isShort = widthOf(node.operation.a.shape) < 32;
    return isShort ? 1 : Math.max(1, Math.min(4, Math.floor(this.#size / countLane(this.scan, node))));
  }

  #usesStorage(): boolean {
    return [...this.#arrays.values()].some((array) => typeof array !== 'string');
  }

  /** How the kernel reads states, inputs and what is shared. */
  #defineReads(): void {
    const { kernel, scan } = this;
    const { initial } = scan;
    for (const node of this.#listLeaves()) {
      const { operation } = node;
      if (operation.kind === 'stepInput') {
        const input = scan.inputs[operation.name]!;
        kernel.define(node, ({ dims }) => writeValue(kernel, input, { dims: ['t', ...dims] }));
      } else if (operation.kind === 'stepState') {
        const size = countLane(scan, initial[operation.name]!);
        kernel.define(
          node,
          (place) => `${stateName(operation.name)}[now * ${size}u + ${this.#flatten(node, place)}]`,
        );
      }
    }
    for (const [node, array] of this.#arrays) {
      const size = countLane(scan, node);
      kernel.define(node, (place) => {
        const at = this.#flatten(node, place);
        const parts = Array.from({ length: this.#parts.get(node)! }, (_, index) =>
          this.#access(array, node, index === 0 ? at : `${at} + ${index * size}u`),
        );
        return parts.join(' + ');
      });
    }
  }

  #listLeaves(): readonly WgslNode[] {
    const found = new Map<WgslNode, true>();
    const { scan } = this;
    const visit = (node: WgslNode) => {
      if (node.scope !== scan || found.has(node)) return;
      found.set(node, true);
      listOperands(node).forEach(visit);
    };
    for (const { shared, results } of this.#levels)
      [...shared, ...results.map(({ node }) => node)].forEach(visit);
    return [...found.keys()];
  }

  #access(array: Storage | string, node: WgslNode, at: string): string {
    if (typeof array === 'string') return `${array}[${at}]`;
    return this.kernel.read(array, `lane * ${countLane(this.scan, node) * this.#parts.get(node)!}u + ${at}`);
  }

  #writeLevel({ shared, results }: StepLevel): void {
    const { kernel, scan } = this;
    for (const node of shared.filter(isJoint)) {
      if (node.operation.kind === 'matmul') this.#writeProduct(node);
      else if (this.#isRegister(node)) kernel.define(node, always(this.#writeReduction(node, '0u')));
      else this.#each(countLane(scan, node), (at) => this.#share(node, at, this.#writeReduction(node, at)));
    }
    const plain = shared.filter((node) => !isJoint(node));
    const sizes = new Set(
      [...plain, ...results.map(({ node }) => node)].map((node) => countLane(scan, node)),
    );
    for (const size of sizes) {
      const ofSize = (node: WgslNode) => countLane(scan, node) === size;
      this.#each(size, (at) => {
        for (const node of plain.filter(ofSize)) this.#share(node, at, this.#compute(node, at));
        for (const result of results.filter(({ node }) => ofSize(node))) this.#writeResult(result, at);
      });
    }
  }

  #compute(node: WgslNode, at: string): string {
    const place = this.#place(node.shape, at);
    const { operation } = node;
    if (operation.kind !== 'stepInput') return computeValue(this.kernel, node, place);
    return writeValue(this.kernel, this.scan.inputs[operation.name]!, { dims: ['t', ...place.dims] });
  }

  #share(node: WgslNode, at: string, value: string): void {
    this.kernel.line(`${this.#access(this.#arrays.get(node)!, node, at)} = ${value};`);
  }

  #writeResult({ node, kind, name }: StepResult, at: string): void {
    const { kernel, scan } = this;
    const size = countLane(scan, node);
    const place = this.#place(node.shape, at);
    const value = writeValue(kernel, node, place);
    if (kind === 'state') {
      kernel.line(`${stateName(name)}[(1u - now) * ${size}u + ${at}] = ${value};`);
      return;
    }
    const step = kernel.flatten({ dims: ['t', ...place.dims] }, ['time', ...node.shape]);
    kernel.write(this.storage.outputs.get(name)!, step, value);
  }

  /** y_n = Σ_k a_k B_kn (+ bias_n): neighbouring invocations read neighbouring weights. */
  #writeProduct(node: WgslNode): void {
    const { kernel, scan } = this;
    const { a, b, bias } = node.operation as { a: WgslNode; b: WgslNode; bias?: WgslNode };
    const [size, inner, parts] = [countLane(scan, node), widthOf(a.shape), this.#parts.get(node)!];
    const share = 4 * Math.ceil(inner / parts / 4);
    this.#each(size * parts, (at) => {
      const n = parts === 1 ? at : kernel.name(`${at} % ${size}u`);
      const part = parts === 1 ? '0u' : kernel.name(`${at} / ${size}u`);
      const { dims } = this.#place(node.shape, n);
      kernel.line('var sum = 0f;');
      if (bias)
        kernel.block(parts === 1 ? '' : `if (${part} == 0u)`, () =>
          kernel.line(`sum = ${writeValue(kernel, bias, { dims: dims.slice(-bias.shape.length) })};`),
        );
      const term = (k: string) => {
        const left = writeValue(kernel, a, { dims: [...dims.slice(0, -1), k] });
        return `${left} * ${writeValue(kernel, b, { dims: [k, dims.at(-1)!] })}`;
      };
      const from = parts === 1 ? '0u' : kernel.name(`${part} * ${share}u`);
      const to = parts === 1 ? `${inner}u` : kernel.name(`min(${inner}u, ${from} + ${share}u)`);
      kernel.line(`var k = ${from};`);
      kernel.block(`for (; k + 4u <= ${to}; k += 4u)`, () => {
        const terms = ['k', 'k + 1u', 'k + 2u', 'k + 3u'].map((k) => term(kernel.name(k)));
        kernel.line(`sum += (${terms[0]} + ${terms[1]}) + (${terms[2]} + ${terms[3]});`);
      });
      if (inner % 4 !== 0) kernel.block(`for (; k < ${to}; k++)`, () => kernel.line(`sum += ${term('k')};`));
      kernel.line(`${this.#access(this.#arrays.get(node)!, node, at)} = sum;`);
    });
  }

  /** Over the last axis, by one invocation. */
  #writeReduction(node: WgslNode, at: string): string {
    const { kernel } = this;
    const { a, operator } = node.operation as { a: WgslNode; operator: string };
    if (operator === 'logSumExp') throw new Error('a softmax in a loop');
    const { dims } = this.#place(node.shape, at);
    const value = kernel.fresh('r');
    kernel.line(`var ${value} = ${operator === 'sum' ? '0f' : '-3.4e38f'};`);
    const k = kernel.fresh('k');
    kernel.block(`for (var ${k} = 0u; ${k} < ${widthOf(a.shape)}u; ${k}++)`, () => {
      const next = writeValue(kernel, a, { dims: [...dims.slice(0, -1), k] });
      kernel.line(`${value} = ${operator === 'sum' ? `${value} + ${next}` : `max(${value}, ${next})`};`);
    });
    return value;
  }

  /** The invocations share out so many values. */
  #each(size: number, write: (at: string) => void): void {
    const at = this.kernel.fresh('j');
    const isOne = size <= this.#size;
    if (isOne)
      this.kernel.block(`if (i < ${size}u)`, () => {
        this.kernel.line(`let ${at} = i;`);
        write(at);
      });
    else this.kernel.block(`for (var ${at} = i; ${at} < ${size}u; ${at} += ${this.#size}u)`, () => write(at));
  }

  /** The place of the value at a position of the lane. */
  #place(shape: Shape, at: string): Place {
    const { hasLanes } = this.scan;
    const own = hasLanes ? shape.slice(1) : shape;
    const dims = this.kernel.unflatten(at, own);
    return { dims: hasLanes ? ['lane', ...dims] : dims };
  }

  /** The position in the lane. */
  #flatten({ shape }: WgslNode, { dims }: Place): string {
    return this.scan.hasLanes
      ? this.kernel.flatten({ dims: dims.slice(1) }, shape.slice(1))
      : this.kernel.flatten({ dims }, shape);
  }
}

const stateName = (name: string) => `state_${name}`;
const always = (value: string) => () => value;
