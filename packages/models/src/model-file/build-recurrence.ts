import { take } from '../layers/layer';
import type { Recurrence } from '../layers/recurrence';
import type { Attribute } from '../onnx/model-proto';
import type { FileGraph } from './file-graph';

/*
 * Axes:  T time   B batch   H hidden
 */

/**
 * Recurrences by the operator of ONNX that belongs to their cell.
 * @returns h of all steps [T, directions, B, H], and of the last one read [directions, B, H]
 */
export function buildRecurrence(
  { graph, weights }: FileGraph,
  recurrences: readonly Recurrence[],
  sequence: string,
  lengths: string,
): { readonly steps: string; readonly last: string } {
  // The weights of the directions behind one another.
  const stack = (names: readonly string[]) => {
    const rows = names.map((name) => graph.node('Unsqueeze', [take(weights, name), graph.integers(0)]));
    return rows.length === 1 ? (rows[0] as string) : graph.node('Concat', rows, { axis: 0 });
  };
  const inputWeight = stack(recurrences.map(({ names }) => names.inputWeight));
  const recurrentWeight = stack(recurrences.map(({ names }) => names.recurrentWeight));
  const bias = stack(recurrences.map(({ names }) => names.bias));
  // The operators add two biases; ours is the first of them.
  const none = graph.node('Sub', [bias, bias]);
  const biases = graph.node('Concat', [bias, none], { axis: 1 });
  const { operator, hiddenSize } = (recurrences[0] as Recurrence).cell;
  const attributes = {
    hidden_size: hiddenSize,
    ...(recurrences.length === 2 && { direction: 'bidirectional' }),
    ...repeatAttributes(operator.attributes, recurrences.length),
  };
  const inputs = [sequence, inputWeight, recurrentWeight, biases, lengths];
  const [steps, last] = graph.nodes(operator.type, inputs, 2, attributes) as [string, string];
  return { steps, last };
}

/** Lists hold the values of each direction behind one another. */
function repeatAttributes(attributes: Readonly<Record<string, Attribute>>, count: number) {
  const repeat = <Item>(items: readonly Item[]): Item[] => Array.from({ length: count }, () => items).flat();
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, repeatAttribute(value, repeat)]),
  );
}

function repeatAttribute(value: Attribute, repeat: <Item>(items: readonly Item[]) => Item[]): Attribute {
  if (Array.isArray(value)) return repeat(value);
  return typeof value === 'object' && 'floats' in value ? { floats: repeat(value.floats) } : value;
}
