import { listOperands, listStep, type Operation, type Scan, type WgslNode } from '../graph/node';
import type { WgslOps } from '../graph/wgsl-ops';
import type { MapResult } from './kernels/map';

/** The results of a loop that somebody reads, by their names. */
export interface ReadResults {
  readonly outputs: Map<string, WgslNode>;
  readonly finals: Map<string, WgslNode>;
}

/** Tensors of one shape that one kernel computes and stores, after all others. */
export type MapGroup = readonly MapResult[];

/** One kernel: of a tensor that is stored, of a loop, or of a group. */
export type KernelPlan =
  | { readonly node: WgslNode }
  | { readonly scan: Scan; readonly results: ReadResults }
  | { readonly group: MapGroup };

type KernelKey = WgslNode | Scan | MapGroup;

export interface KernelChoice {
  /** In the order in which they run. */
  readonly plans: readonly KernelPlan[];
  /** What is stored, with the kernels that read it, as indexes of `plans`. */
  readonly readers: ReadonlyMap<WgslNode, readonly number[]>;
}

/**
 * Which tensors are computed by a kernel of their own and stored. All others are computed where they are read: views always, and
 * arithmetic where one kernel alone reads it.
 */
export function chooseKernels(
  ops: WgslOps,
  outputs: ReadonlySet<WgslNode>,
  groups: readonly MapGroup[],
): KernelChoice {
  const chooser = new KernelChooser(outputs);
  for (const group of groups.toReversed()) chooser.addGroup(group);
  // From the results back to what they are computed of: who reads a tensor is known when it is its turn.
  for (const step of ops.steps.toReversed())
    if ('body' in step) chooser.addScan(step);
    else if (!step.scope) chooser.addNode(step);
  return chooser.choice;
}

class KernelChooser {
  readonly #readers = new Map<WgslNode, Set<KernelKey>>();
  readonly #results = new Map<Scan, ReadResults>();
  readonly #forced = new Set<WgslNode>();
  readonly #stored = new Set<WgslNode>();
  /** From the last one to the first. */
  readonly #plans: KernelPlan[] = [];
  readonly #indexes = new Map<KernelKey, number>();

  constructor(private readonly outputs: ReadonlySet<WgslNode>) {}

  get choice(): KernelChoice {
    const order = (kernel: KernelKey) => this.#plans.length - 1 - this.#indexes.get(kernel)!;
    const readersOf = (node: WgslNode) => Array.from(this.#readers.get(node) ?? [], order);
    return {
      plans: this.#plans.toReversed(),
      readers: new Map(Array.from(this.#stored, (node) => [node, readersOf(node)] as const)),
    };
  }

  addGroup(group: MapGroup): void {
    this.#plan(group, { group });
    for (const { node } of group) this.#read(node, [group]);
  }

  /** A loop of which somebody reads a result. */
  addScan(scan: Scan): void {
    const results = this.#results.get(scan);
    if (!results) return;
    this.#plan(scan, { scan, results });
    const { nodes, outer } = listStep(scan, results.outputs.keys());
    for (const node of outer) this.#read(node, [scan]);
    for (const node of nodes) forceMatrix(scan, node, this.#forced);
  }

  addNode(node: WgslNode): void {
    const { operation } = node;
    const readers = this.#readers.get(node);
    const isOutput = this.outputs.has(node);
    if (!readers && !isOutput) return;
    if (operation.kind === 'scanOutput' || operation.kind === 'scanFinal') {
      const results = this.#results.get(operation.scan) ?? { outputs: new Map(), finals: new Map() };
      results[operation.kind === 'scanOutput' ? 'outputs' : 'finals'].set(operation.name, node);
      this.#results.set(operation.scan, results);
      this.#stored.add(node);
      return;
    }
    const isForced = this.#forced.has(node) || (isOutput && !isLeaf(operation));
    const hasKernel = isForced || isStored(operation, readers?.size ?? 0);
    if (hasKernel) {
      this.#plan(node, { node });
      this.#stored.add(node);
    }
    for (const operand of listOperands(node)) this.#read(operand, hasKernel ? [node] : (readers ?? []));
  }

  #read(node: WgslNode, by: Iterable<KernelKey>): void {
    const readers = this.#readers.get(node) ?? new Set();
    for (const kernel of by) readers.add(kernel);
    this.#readers.set(node, readers);
  }

  #plan(key: KernelKey, plan: KernelPlan): void {
    this.#indexes.set(key, this.#plans.length);
    this.#plans.push(plan);
  }
}

const isLeaf = ({ kind }: Operation) => kind === 'leaf' || kind === 'constant';

function isStored({ kind }: Operation, readers: number): boolean {
  switch (kind) {
    case 'matmul':
    case 'matmulRows':
    case 'reduceRow':
    case 'sumRows':
    case 'partialSums':
    case 'scatterAdd':
      return true;
    case 'unary':
    case 'binary':
    case 'concat':
    case 'total':
      return readers > 1;
    default:
      return false;
  }
}

/** A loop reads its matrices again in each step: they are stored so that neighbouring invocations read neighbouring numbers. */
function forceMatrix(scan: Scan, { operation }: WgslNode, forced: Set<WgslNode>): void {
  if (operation.kind !== 'matmul') return;
  const visit = (node: WgslNode) => {
    const { kind } = node.operation;
    if (node.scope === scan || kind === 'leaf' || kind === 'constant') return;
    if (kind === 'slice') visit((node.operation as { a: WgslNode }).a);
    else if (!kind.startsWith('scan')) forced.add(node);
  };
  visit(operation.b);
}
