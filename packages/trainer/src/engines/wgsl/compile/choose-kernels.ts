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
  const readers = new Map<WgslNode, Set<KernelKey>>();
  const results = new Map<Scan, ReadResults>();
  const forced = new Set<WgslNode>();
  const plans: KernelPlan[] = [];
  const kernels = new Map<KernelKey, number>();
  const stored = new Set<WgslNode>();
  const read = (node: WgslNode, by: Iterable<KernelKey>) => {
    const known = readers.get(node) ?? new Set();
    for (const kernel of by) known.add(kernel);
    readers.set(node, known);
  };
  const addPlan = (key: KernelKey, plan: KernelPlan) => {
    kernels.set(key, plans.length);
    plans.push(plan);
  };

  for (const group of groups.toReversed()) {
    addPlan(group, { group });
    for (const { node } of group) read(node, [group]);
  }
  // From the results back to what they are computed of: who reads a tensor is known when it is its turn.
  for (const step of ops.steps.toReversed()) {
    if ('body' in step) {
      const used = results.get(step);
      if (!used) continue;
      addPlan(step, { scan: step, results: used });
      const { nodes, outer } = listStep(step, used.outputs.keys());
      for (const node of outer) read(node, [step]);
      for (const node of nodes) forceMatrix(step, node, forced);
      continue;
    }
    const own = readers.get(step);
    if (step.scope || (!own && !outputs.has(step))) continue;
    const { operation } = step;
    if (operation.kind === 'scanOutput' || operation.kind === 'scanFinal') {
      const used = results.get(operation.scan) ?? { outputs: new Map(), finals: new Map() };
      used[operation.kind === 'scanOutput' ? 'outputs' : 'finals'].set(operation.name, step);
      results.set(operation.scan, used);
      stored.add(step);
    } else if (
      isStored(operation, own?.size ?? 0) ||
      forced.has(step) ||
      (outputs.has(step) && !isLeaf(operation))
    ) {
      addPlan(step, { node: step });
      stored.add(step);
      for (const operand of listOperands(step)) read(operand, [step]);
    } else for (const operand of listOperands(step)) read(operand, own ?? []);
  }

  const order = (kernel: KernelKey) => plans.length - 1 - kernels.get(kernel)!;
  return {
    plans: plans.toReversed(),
    readers: new Map([...stored].map((node) => [node, Array.from(readers.get(node) ?? [], order)] as const)),
  };
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
