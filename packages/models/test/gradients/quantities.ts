import type { CellName } from '../../src/cells/create-cell';
import type { Values } from '../../src/testing/values';

/** A gradient that the report derives, or that its derivations need to be whole. */
export interface Quantity {
  /** The report's part and symbol. */
  readonly name: string;
  /** What the loss is differentiated by: a name in `GradientCase.tensors`. */
  readonly tensor: string;
  /** Of a cell with gates: which block of the tensor's rows. */
  readonly gate?: number;
  /** Of a batch of one sentence of one word. */
  readonly oneStep?: boolean;
}

/** The order of the LSTM's rows, with the report's letters. */
const gateOrder = ['i', 'r', 'f', 'c'] as const;

const rnnQuantities: readonly Quantity[] = [
  { name: '1.1 δz', tensor: 'z' },
  { name: '1.1 δx', tensor: 'x' },
  { name: '1.2 ∂L/∂U of one step', tensor: 'inputWeight', oneStep: true },
  { name: '1.3 δõ', tensor: 'logits' },
  { name: '1.4 ∂L/∂V', tensor: 'outputWeight' },
  { name: '1.4 ∂L/∂W', tensor: 'recurrentWeight' },
  { name: '1.4 ∂L/∂U', tensor: 'inputWeight' },
  { name: '1.4 ∂L/∂E', tensor: 'embedding' },
  { name: '1.4 ∂L/∂b', tensor: 'bias' },
  { name: '1.4 ∂L/∂b_V', tensor: 'outputBias' },
  { name: '1.4 ∂L/∂h₀', tensor: 'initial.hidden' },
];

const lstmQuantities: readonly Quantity[] = [
  { name: '2.1 δz', tensor: 'z' },
  { name: '2.1 δx', tensor: 'x' },
  { name: '2.1 δõ', tensor: 'logits' },
  { name: '2.1 ∂L/∂V', tensor: 'outputWeight' },
  // In the report's order: candidate, output, forget, input.
  ...(['c', 'r', 'f', 'i'] as const).flatMap((letter) => {
    const gate = gateOrder.indexOf(letter);
    return [
      { name: `2.1 ∂L/∂W^${letter}`, tensor: 'recurrentWeight', gate },
      { name: `2.1 ∂L/∂U^${letter}`, tensor: 'inputWeight', gate },
      { name: `2.1 ∂L/∂b^${letter}`, tensor: 'bias', gate },
    ];
  }),
  { name: '2.1 ∂L/∂E', tensor: 'embedding' },
  { name: '2.1 ∂L/∂b_V', tensor: 'outputBias' },
  { name: '2.1 ∂L/∂h₀', tensor: 'initial.hidden' },
  { name: '2.1 ∂L/∂c₀', tensor: 'initial.cell' },
];

const gruQuantities: readonly Quantity[] = [
  { name: '3.1 δz', tensor: 'z' },
  { name: '3.1 δx', tensor: 'x' },
  { name: '3.1 δõ', tensor: 'logits' },
  { name: '3.1 ∂L/∂V', tensor: 'outputWeight' },
  { name: '3.1 ∂L/∂W', tensor: 'recurrentWeight' },
  { name: '3.1 ∂L/∂U', tensor: 'inputWeight' },
  { name: '3.1 ∂L/∂b', tensor: 'bias' },
  { name: '3.1 ∂L/∂E', tensor: 'embedding' },
  { name: '3.1 ∂L/∂b_V', tensor: 'outputBias' },
  { name: '3.1 ∂L/∂h₀', tensor: 'initial.hidden' },
];

const quantities = { rnn: rnnQuantities, lstm: lstmQuantities, gru: gruQuantities };

export function quantitiesOf(cell: CellName): readonly Quantity[] {
  return quantities[cell];
}

/** The values of a tensor that belong to a quantity: all, or one gate's rows. */
export function valuesOfQuantity({ gate }: Quantity, { shape, data }: Values): Values {
  if (gate === undefined) return { shape, data };
  const rows = shape[0]! / gateOrder.length;
  const size = data.length / gateOrder.length;
  return {
    shape: [rows, ...shape.slice(1)],
    data: Array.from(data).slice(gate * size, (gate + 1) * size),
  };
}

/** The whole tensor again, with other values in the place of `valuesOfQuantity`. */
export function withValuesOfQuantity({ gate = 0 }: Quantity, whole: Values, part: Values): Values {
  const data = Array.from(whole.data);
  data.splice(gate * part.data.length, part.data.length, ...Array.from(part.data));
  return { shape: whole.shape, data };
}
