import type { Shape } from './shape';

/** Buffers on the card: parameters with the optimiser's states, the tensors of a batch, and what a step computes. */
export type Space = 'model' | 'batch' | 'work';

export type UnaryOperator = 'exp' | 'log' | 'sqrt' | 'tanh' | 'sigmoid';
export type BinaryOperator = 'add' | 'subtract' | 'multiply' | 'divide' | 'minimum' | 'maximum';
/** Of the values of a row: their sum, the largest one, where the first of the largest is, log Σ exp. */
export type RowOperator = 'sum' | 'max' | 'argmax' | 'logSumExp';

/** What a node is computed of. `kind` tells the operation of `Ops`. */
export type Operation =
  | { readonly kind: 'leaf'; readonly space: Space; readonly name: string; readonly isInteger: boolean }
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly a: WgslNode }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly a: WgslNode; readonly b: WgslNode }
  // Views: other places of the same values.
  | { readonly kind: 'transpose' | 'merge' | 'splitAxis'; readonly a: WgslNode }
  | { readonly kind: 'slice'; readonly a: WgslNode; readonly start: number }
  | { readonly kind: 'concat'; readonly parts: readonly WgslNode[] }
  | { readonly kind: 'gather' | 'takeSteps'; readonly a: WgslNode; readonly positions: WgslNode }
  | { readonly kind: 'oneHot'; readonly positions: WgslNode }
  /** The value of each row in the column that is its position, which may be computed. */
  | { readonly kind: 'pick'; readonly a: WgslNode; readonly positions: WgslNode }
  | { readonly kind: 'delay'; readonly a: WgslNode; readonly initial: WgslNode }
  /** Σ over the first axis: of the partial sums that several workgroups have made. */
  | { readonly kind: 'total'; readonly a: WgslNode }
  // Each of these is a kernel.
  | { readonly kind: 'matmul'; readonly a: WgslNode; readonly b: WgslNode; readonly bias?: WgslNode }
  | { readonly kind: 'matmulRows'; readonly a: WgslNode; readonly b: WgslNode }
  | { readonly kind: 'reduceRow'; readonly operator: RowOperator; readonly a: WgslNode }
  | { readonly kind: 'sumRows' | 'partialSums'; readonly a: WgslNode }
  | { readonly kind: 'scatterAdd'; readonly a: WgslNode; readonly positions: WgslNode }
  // Of a loop over time: what it gives, and within it what a step reads.
  | { readonly kind: 'scanOutput' | 'scanFinal'; readonly scan: Scan; readonly name: string }
  | { readonly kind: 'stepState' | 'stepInput'; readonly scan: Scan; readonly name: string };

/** A tensor that is yet to be computed. */
export interface WgslNode {
  /** Rises in the order of creation: a node is computed of those before it. */
  readonly id: number;
  readonly shape: Shape;
  readonly operation: Operation;
  /** The loop in whose step it is. */
  readonly scope?: Scan | undefined;
}

/** A loop over time: the nodes of one step. */
export interface Scan {
  readonly id: number;
  readonly initial: Readonly<Record<string, WgslNode>>;
  readonly inputs: Readonly<Record<string, WgslNode>>;
  readonly reverse: boolean;
  /** Sequences have the same number of lanes, which do not see one another: each has a workgroup of its own. */
  readonly hasLanes: boolean;
  /** What a step makes of the state and the inputs. */
  body: {
    readonly state: Readonly<Record<string, WgslNode>>;
    readonly outputs: Readonly<Record<string, WgslNode>>;
  };
}

/** The nodes that a node reads at once; those of a loop, all that the loop reads from outside and its results. */
export function listOperands({ operation }: WgslNode): readonly WgslNode[] {
  switch (operation.kind) {
    case 'leaf':
    case 'constant':
    case 'stepState':
    case 'stepInput':
    case 'scanOutput':
    case 'scanFinal':
      return [];
    case 'binary':
    case 'matmulRows':
      return [operation.a, operation.b];
    case 'matmul':
      return [operation.a, operation.b, ...(operation.bias ? [operation.bias] : [])];
    case 'concat':
      return operation.parts;
    case 'gather':
    case 'takeSteps':
    case 'pick':
    case 'scatterAdd':
      return [operation.a, operation.positions];
    case 'oneHot':
      return [operation.positions];
    case 'delay':
      return [operation.a, operation.initial];
    default:
      return [operation.a];
  }
}

/**
 * The nodes of a loop's step that are needed, in the order of their ids, and those outside that they read.
 * @param outputs names of those that are
 */
export function listStep(scan: Scan, outputs: Iterable<string>) {
  const found = new Set<WgslNode>();
  const outer = new Set<WgslNode>([...Object.values(scan.initial), ...Object.values(scan.inputs)]);
  const visit = (node: WgslNode) => {
    if (node.scope !== scan) {
      outer.add(node);
      return;
    }
    if (found.has(node)) return;
    found.add(node);
    listOperands(node).forEach(visit);
  };
  [...Object.values(scan.body.state), ...Array.from(outputs, (name) => scan.body.outputs[name]!)].forEach(
    visit,
  );
  const byId = (a: WgslNode, b: WgslNode) => a.id - b.id;
  return { nodes: [...found].sort(byId), outer: [...outer].sort(byId) };
}
