import { LstmCell } from '../cells/lstm';
import type { Ops } from '../ops/ops';
import {
  type CharacterConfiguration,
  listCharacterRecurrences,
  type NetworkParameters,
} from './configuration';

/*
 * Axes:  L characters of a word   R words   C vector of a character   H hidden   G = 4 H
 */

/** The characters of a batch's distinct words. */
export interface CharacterInput<T> {
  /** Each character's row of the character embedding, from the word's first on and from its last on, padding behind [L, R]. */
  readonly forward: T;
  readonly backward: T;
  /** The last character of each word, as a position l · R + r [R]. */
  readonly last: T;
  /** [L, R, 1] 1 at the last character of each word, 0 elsewhere. */
  readonly isLast: T;
  /** State before the first character: zeros [R, H]. */
  readonly zeros: T;
}

/**
 * A word by its characters: what an LSTM remembers of them at the word's end, and one that reads from the end at its start,
 * side by side [R, 2 H] (Ling et al., Finding Function in Form, 2015; Lample et al., Neural Architectures for Named Entity
 * Recognition, 2016).
 */
export function encodeCharacters<T>(
  ops: Ops<T>,
  configuration: CharacterConfiguration,
  parameters: NetworkParameters<T>,
  input: CharacterInput<T>,
) {
  const cell = new LstmCell(configuration.hiddenSize, 'tanh');
  const initial = { hidden: input.zeros, cell: input.zeros };
  const embedding = parameters['characters.embedding']!;
  const tapes = listCharacterRecurrences(configuration).map(({ direction, ...names }) => {
    // (1) U x + b of each character that there is, looked up
    const projectedRows_CG = ops.linear(embedding, parameters[names.inputWeight]!, parameters[names.bias]!);
    const projected_LRG = ops.gather(projectedRows_CG, input[direction]);
    // (2) the recurrence
    const tape = cell.forward(ops, projected_LRG, parameters[names.recurrentWeight]!, initial);
    return { tape, projectedRows: projectedRows_CG };
  });
  // (3) what is remembered at the end
  const encoded = tapes.map(({ tape }) => ops.takeSteps(tape.hidden, input.last));
  return { encoded: ops.concat(encoded), tapes };
}

export type CharacterTape<T> = ReturnType<typeof encodeCharacters<T>>['tapes'];

/** @param dEncoded ∂L/∂ of what `encodeCharacters` gave [R, 2 H] */
export function encodeCharactersBackward<T>(
  ops: Ops<T>,
  configuration: CharacterConfiguration,
  parameters: NetworkParameters<T>,
  input: CharacterInput<T>,
  tapes: CharacterTape<T>,
  dEncoded_RS: T,
): Readonly<Record<string, T>> {
  const H = configuration.hiddenSize;
  const cell = new LstmCell(H, 'tanh');
  const initial = { hidden: input.zeros, cell: input.zeros };
  const embedding = parameters['characters.embedding']!;
  const parts = ops.split(dEncoded_RS, [H, H]);
  const gradients = listCharacterRecurrences(configuration).map(({ direction, ...names }, index) => {
    const { tape, projectedRows } = tapes[index]!;
    // (3) the output counts at the last character alone
    const dHidden_LRH = ops.multiply(input.isLast, parts[index]!);
    // (2)
    const { dProjected, dRecurrentWeight } = cell.backward(
      ops,
      parameters[names.recurrentWeight]!,
      initial,
      tape,
      dHidden_LRH,
    );
    // (1)
    const dRows_CG = ops.scatterAdd(dProjected, input[direction], projectedRows);
    return {
      embedding: ops.matmul(dRows_CG, parameters[names.inputWeight]!),
      weights: {
        [names.inputWeight]: ops.matmulRows(dRows_CG, embedding),
        [names.recurrentWeight]: dRecurrentWeight,
        [names.bias]: ops.sumRows(dRows_CG),
      },
    };
  });
  const [forward, backward] = gradients as [(typeof gradients)[number], (typeof gradients)[number]];
  return {
    'characters.embedding': ops.add(forward.embedding, backward.embedding),
    ...forward.weights,
    ...backward.weights,
  };
}
