import { listOperands, listStep, type Scan, type WgslNode } from '../../graph/node';
import { countValues } from '../../graph/shape';

/** A value of a step that leaves it: a new state, or an output. */
export interface StepResult {
  readonly node: WgslNode;
  readonly kind: 'state' | 'output';
  readonly name: string;
}

/** What is computed between two barriers. */
export interface StepLevel {
  /** Those that the whole workgroup reads later. */
  readonly shared: readonly WgslNode[];
  readonly results: readonly StepResult[];
}

/** Values of a node in one lane. */
export function countLane(scan: Scan, { shape }: WgslNode): number {
  return countValues(scan.hasLanes ? shape.slice(1) : shape, {});
}

/**
 * Orders a step. Most values are computed by the invocation that needs them, from what is there. Shared are products and sums, which take many
 * invocations, and what they read.
 *
 * @param outputs names of those that somebody reads
 */
export function planStep(scan: Scan, outputs: Iterable<string>): readonly StepLevel[] {
  const names = [...outputs];
  const { nodes } = listStep(scan, names);
  const shared = new Set(nodes.flatMap((node) => listShared(scan, node)));
  const levels = new Map<WgslNode, number>();
  const levelOf = (node: WgslNode): number =>
    Math.max(-1, ...[...listSources(scan, node, shared)].map((source) => levels.get(source)!)) + 1;
  for (const node of nodes) if (shared.has(node)) levels.set(node, levelOf(node));
  const results: StepResult[] = [
    ...Object.entries(scan.body.state).map(([name, node]) => ({ node, kind: 'state' as const, name })),
    ...names.map((name) => ({ node: scan.body.outputs[name]!, kind: 'output' as const, name })),
  ];
  const levelOfResult = ({ node }: StepResult) =>
    shared.has(node) ? levels.get(node)! + (isJoint(node) ? 1 : 0) : levelOf(node);
  const count = Math.max(...levels.values(), ...results.map(levelOfResult)) + 1;
  return Array.from({ length: count }, (_, level) => ({
    shared: nodes.filter((node) => levels.get(node) === level),
    results: results.filter((result) => levelOfResult(result) === level),
  }));
}

/** Whether several invocations, or each by a loop, compute one value. */
export function isJoint({ operation }: WgslNode): boolean {
  return operation.kind === 'matmul' || operation.kind === 'reduceRow';
}

function listShared(scan: Scan, node: WgslNode): WgslNode[] {
  if (!isJoint(node)) return [];
  const { a } = node.operation as { readonly a: WgslNode };
  const isThere = a.scope !== scan || a.operation.kind === 'stepState';
  // The rows of a matrix would take much memory, and each value is read once.
  const isReadOnce = node.operation.kind === 'reduceRow' && countLane(scan, node) > 1;
  return isThere || isReadOnce ? [node] : [a, node];
}

/** The shared nodes that a node is computed of. */
function listSources(scan: Scan, node: WgslNode, shared: ReadonlySet<WgslNode>): ReadonlySet<WgslNode> {
  const sources = new Set<WgslNode>();
  const seen = new Set<WgslNode>();
  const visit = (operand: WgslNode) => {
    if (operand.scope !== scan || seen.has(operand)) return;
    seen.add(operand);
    if (shared.has(operand)) sources.add(operand);
    else listOperands(operand).forEach(visit);
  };
  listOperands(node).forEach(visit);
  return sources;
}
