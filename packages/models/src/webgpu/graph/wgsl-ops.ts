import { mapValues } from '@tagger/core/internal';
import type { InputSpec } from '../../batch/input-spec';
import type { Ops, ScanResult, ScanStep } from '../../ops/ops';
import { countParts, partialSums } from './count-parts';
import {
  type BinaryOperator,
  listOperands,
  type Operation,
  type RowOperator,
  type Scan,
  type Space,
  type UnaryOperator,
  type WgslNode,
} from './node';
import { broadcast, type Dim, type Shape, widthOf } from './shape';

/** Records each operation as a node; a `Program` makes kernels of them. */
export class WgslOps implements Ops<WgslNode> {
  /** All nodes and loops: each behind what it is computed of. */
  readonly steps: (WgslNode | Scan)[] = [];
  #count = 0;

  /** A tensor in one of the card's buffers. */
  leaf(space: Space, name: string, shape: Shape, isInteger = false): WgslNode {
    return this.#node(shape, { kind: 'leaf', space, name, isInteger });
  }

  /** The tensors of a batch that layers read. */
  declareInputs(specs: readonly InputSpec[]): Record<string, WgslNode> {
    return Object.fromEntries(
      specs.map(({ name, axes, type }) => [name, this.leaf('batch', name, axes, type === 'int32')]),
    );
  }

  constant(value: number) {
    return this.#node([], { kind: 'constant', value });
  }

  add = this.#binary('add');
  subtract = this.#binary('subtract');
  multiply = this.#binary('multiply');
  divide = this.#binary('divide');
  minimum = this.#binary('minimum');
  maximum = this.#binary('maximum');

  exp = this.#unary('exp');
  log = this.#unary('log');
  sqrt = this.#unary('sqrt');
  tanh = this.#unary('tanh');
  sigmoid = this.#unary('sigmoid');

  /** a − log Σ exp a: the second part is a kernel, the subtraction belongs to who reads it. */
  logSoftmax(a: WgslNode) {
    return this.subtract(a, this.#reduceRow('logSumExp', a));
  }

  matmul(a: WgslNode, b: WgslNode) {
    return this.#node([...a.shape.slice(0, -1), widthOf(b.shape)], { kind: 'matmul', a, b });
  }

  matmulRows(a: WgslNode, b: WgslNode) {
    const parts = countParts(a, b);
    const product = [widthOf(a.shape), widthOf(b.shape)];
    return this.#node(product, {
      kind: 'total',
      a: this.#node([parts, ...product], { kind: 'matmulRows', a, b }),
    });
  }

  linear(x: WgslNode, weight: WgslNode, bias: WgslNode) {
    const b = this.transpose(weight);
    return this.#node([...x.shape.slice(0, -1), widthOf(b.shape)], { kind: 'matmul', a: x, b, bias });
  }

  sum(a: WgslNode) {
    if (a.shape.length === 0) return a;
    return this.#node([], { kind: 'total', a: this.#node([partialSums], { kind: 'partialSums', a }) });
  }

  sumRows(a: WgslNode) {
    return this.#node(a.shape.slice(-1), { kind: 'sumRows', a });
  }

  sumLast(a: WgslNode) {
    return this.#reduceRow('sum', a);
  }

  maxLast(a: WgslNode) {
    return this.#reduceRow('max', a);
  }

  /** Of each row the column of the first of its largest values, as a float: [..., N] → [..., 1]. No operation of `Ops`. */
  argmaxLast(a: WgslNode) {
    return this.#reduceRow('argmax', a);
  }

  /** Of each row the value in this column: [..., N], [..., 1] → [..., 1]. No operation of `Ops`. */
  pick(a: WgslNode, columns: WgslNode) {
    return this.#node(columns.shape, { kind: 'pick', a, positions: columns });
  }

  transpose(a: WgslNode) {
    return this.#node([...a.shape].reverse(), { kind: 'transpose', a });
  }

  mergeAxes(a: WgslNode) {
    const [rows, columns] = a.shape.slice(-2) as [Dim, Dim];
    if (typeof rows !== 'number' || typeof columns !== 'number')
      throw new Error(`axes of [${a.shape}] cannot be merged`);
    return this.#node([...a.shape.slice(0, -2), rows * columns], { kind: 'merge', a });
  }

  splitAxis(a: WgslNode, count: number) {
    return this.#node([...a.shape.slice(0, -1), count, widthOf(a.shape) / count], { kind: 'splitAxis', a });
  }

  split(a: WgslNode, sizes: readonly number[]) {
    let end = 0;
    return sizes.map((size) => {
      end += size;
      return this.#node([...a.shape.slice(0, -1), size], { kind: 'slice', a, start: end - size });
    });
  }

  concat(parts: readonly WgslNode[]) {
    const width = parts.reduce((sum, { shape }) => sum + widthOf(shape), 0);
    return this.#node([...parts[0]!.shape.slice(0, -1), width], { kind: 'concat', parts });
  }

  gather(rows: WgslNode, positions: WgslNode) {
    return this.#node([...positions.shape, widthOf(rows.shape)], { kind: 'gather', a: rows, positions });
  }

  scatterAdd(values: WgslNode, positions: WgslNode, rows: WgslNode) {
    return this.#node(rows.shape, { kind: 'scatterAdd', a: values, positions });
  }

  takeSteps(sequence: WgslNode, positions: WgslNode) {
    const shape = [...positions.shape, widthOf(sequence.shape)];
    return this.#node(shape, { kind: 'takeSteps', a: sequence, positions });
  }

  oneHot(positions: WgslNode, depth: number) {
    return this.#node([...positions.shape, depth], { kind: 'oneHot', positions });
  }

  delay(sequence: WgslNode, initial: WgslNode) {
    return this.#node(sequence.shape, { kind: 'delay', a: sequence, initial });
  }

  /** Calls `step` once: its nodes become the body of a kernel that has the loop inside. */
  scan<State extends string, Input extends string, Output extends string>(
    step: (
      state: Record<State, WgslNode>,
      input: Record<Input, WgslNode>,
    ) => ScanStep<WgslNode, State, Output>,
    initial: Record<State, WgslNode>,
    inputs: Record<Input, WgslNode>,
    { reverse = false } = {},
  ): ScanResult<WgslNode, State, Output> {
    const [time] = (Object.values(inputs)[0] as WgslNode).shape as [Dim];
    const scan: Scan = {
      id: this.#count++,
      initial,
      inputs,
      reverse,
      hasLanes: haveLanes(Object.values(initial), Object.values(inputs)),
      body: { state: {}, outputs: {} },
    };
    const state = mapValues(initial, ({ shape }: WgslNode, name) =>
      this.#node(shape, { kind: 'stepState', scan, name }, scan),
    );
    const input = mapValues(inputs, ({ shape }: WgslNode, name) =>
      this.#node(shape.slice(1), { kind: 'stepInput', scan, name }, scan),
    );
    const body = step(state, input);
    scan.body = body;
    this.steps.push(scan);
    return {
      final: mapValues(initial, ({ shape }: WgslNode, name) =>
        this.#node(shape, { kind: 'scanFinal', scan, name }),
      ),
      outputs: mapValues(body.outputs, ({ shape }: WgslNode, name) =>
        this.#node([time, ...shape], { kind: 'scanOutput', scan, name }),
      ),
    };
  }

  #unary(operator: UnaryOperator) {
    return (a: WgslNode) => this.#node(a.shape, { kind: 'unary', operator, a });
  }

  #binary(operator: BinaryOperator) {
    return (a: WgslNode, b: WgslNode) =>
      this.#node(broadcast(a.shape, b.shape), { kind: 'binary', operator, a, b });
  }

  #reduceRow(operator: RowOperator, a: WgslNode) {
    return this.#node([...a.shape.slice(0, -1), 1], { kind: 'reduceRow', operator, a });
  }

  /** @param scope by default the innermost loop whose step it reads */
  #node(shape: Shape, operation: Operation, scope?: Scan): WgslNode {
    const node = { id: this.#count++, shape, operation };
    const inner = scope ?? listOperands(node).find((operand) => operand.scope)?.scope;
    const placed = { ...node, scope: inner };
    this.steps.push(placed);
    return placed;
  }
}

/** Whether the first axis of all states, and the second of all inputs, is one of lanes. */
function haveLanes(initial: readonly WgslNode[], inputs: readonly WgslNode[]): boolean {
  const shapes = [...initial.map(({ shape }) => shape), ...inputs.map(({ shape }) => shape.slice(1))];
  return shapes.every((shape) => shape.length >= 2 && shape[0] === shapes[0]![0]);
}
