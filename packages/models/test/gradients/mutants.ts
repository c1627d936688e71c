import type { NetworkConfiguration } from '../../src/network/configuration';
import type { Mutation } from './import-mutant';

/** A term to leave out, and what must be wrong without it. */
export interface Mutant extends Mutation {
  readonly name: string;
  /** Of the LSTM, where only one has the term. */
  readonly cellOutput?: 'tanh';
  /** The gradients that the term is needed for. */
  readonly spoils: readonly string[];
}

/** The parameters whose gradients come by way of δz. */
const reachedByZ = ['embedding', 'inputWeight', 'recurrentWeight', 'bias'];

const ofRnn: readonly Mutant[] = [
  {
    name: 'the carry Wᵀδz',
    file: 'cells/rnn.ts',
    expression: 'ops.add(dHidden_BH, carry_BH)',
    replacement: 'dHidden_BH',
    spoils: [...reachedByZ, 'initial.hidden'],
  },
  {
    name: 'tanh′ of h',
    file: 'cells/rnn.ts',
    expression: 'ops.multiply(dTotal_BH, slope_BH)',
    replacement: 'dTotal_BH',
    spoils: [...reachedByZ, 'initial.hidden'],
  },
  {
    name: 'h₀ in ∂L/∂W',
    file: 'cells/rnn.ts',
    expression: 'ops.delay(hidden_TBH, initialHidden_BH)',
    replacement: 'ops.delay(hidden_TBH, zeros_BH)',
    spoils: ['recurrentWeight'],
  },
];

const ofLstm: readonly Mutant[] = [
  {
    name: 'the carry Wᵀδz',
    file: 'cells/lstm.ts',
    expression: 'ops.add(dHidden_BH, carryHidden_BH)',
    replacement: 'dHidden_BH',
    spoils: [...reachedByZ, 'initial.hidden', 'initial.cell'],
  },
  {
    name: 'the carry f ⊙ ∂L/∂c',
    file: 'cells/lstm.ts',
    expression: 'ops.add(ops.multiply(dTotal_BH, hiddenByCell_BH), carryCell_BH)',
    replacement: 'ops.multiply(dTotal_BH, hiddenByCell_BH)',
    spoils: [...reachedByZ, 'initial.hidden', 'initial.cell'],
  },
  {
    name: 'f in the carry f ⊙ ∂L/∂c',
    file: 'cells/lstm.ts',
    expression: 'ops.multiply(dCell_BH, forget_BH)',
    replacement: 'dCell_BH',
    spoils: [...reachedByZ, 'initial.hidden', 'initial.cell'],
  },
  {
    name: 'tanh′(c) of the output',
    cellOutput: 'tanh',
    file: 'cells/lstm.ts',
    expression: 'tanhSlope(squashed_TBH)',
    replacement: 'one',
    spoils: [...reachedByZ, 'initial.hidden', 'initial.cell'],
  },
  // The factor that the report leaves out.
  {
    name: 'σ′ of the output gate r',
    file: 'cells/lstm.ts',
    expression: 'ops.multiply(squashed_TBH, gateSlope(output_TBH))',
    replacement: 'squashed_TBH',
    spoils: [...reachedByZ, 'initial.hidden', 'initial.cell'],
  },
  {
    name: 'σ′ of the forget gate f',
    file: 'cells/lstm.ts',
    expression: 'ops.multiply(ops.delay(cell_TBH, initialCell_BH), gateSlope(forget_TBH))',
    replacement: 'ops.delay(cell_TBH, initialCell_BH)',
    spoils: [...reachedByZ, 'initial.hidden', 'initial.cell'],
  },
  {
    name: 'σ′ of the input gate i',
    file: 'cells/lstm.ts',
    expression: 'ops.multiply(candidate_TBH, gateSlope(input_TBH))',
    replacement: 'candidate_TBH',
    spoils: [...reachedByZ, 'initial.hidden', 'initial.cell'],
  },
  {
    name: 'tanh′ of the candidate',
    file: 'cells/lstm.ts',
    expression: 'ops.multiply(input_TBH, tanhSlope(candidate_TBH))',
    replacement: 'input_TBH',
    spoils: [...reachedByZ, 'initial.hidden', 'initial.cell'],
  },
  {
    name: 'h₀ in ∂L/∂W',
    file: 'cells/lstm.ts',
    expression: 'ops.delay(outputs.hidden, initialHidden_BH)',
    replacement: 'ops.delay(outputs.hidden, zeros_BH)',
    spoils: ['recurrentWeight'],
  },
  {
    name: 'c₀ in δz of the forget gate',
    file: 'cells/lstm.ts',
    expression: 'ops.delay(cell_TBH, initialCell_BH)',
    replacement: 'ops.delay(cell_TBH, ops.multiply(initialCell_BH, ops.constant(0)))',
    spoils: [...reachedByZ, 'initial.hidden'],
  },
];

const ofGru: readonly Mutant[] = [
  {
    name: 'all that step t+1 carried back',
    file: 'cells/gru.ts',
    expression: 'ops.add(step.dHidden_BH, carry_BH)',
    replacement: 'step.dHidden_BH',
    spoils: [...reachedByZ, 'initial.hidden'],
  },
  {
    name: 'the carry u ⊙ ∂L/∂h',
    file: 'cells/gru.ts',
    expression: 'ops.multiply(dTotal_BH, step.update_BH)',
    replacement: 'ops.multiply(dTotal_BH, ops.constant(0))',
    spoils: [...reachedByZ, 'initial.hidden'],
  },
  {
    name: 'the carry through what the candidate reads',
    file: 'cells/gru.ts',
    expression: 'ops.multiply(dRead_BH, step.reset_BH)',
    replacement: 'ops.multiply(dRead_BH, ops.constant(0))',
    spoils: [...reachedByZ, 'initial.hidden'],
  },
  {
    name: 'the carry Wᵀδz of both gates',
    file: 'cells/gru.ts',
    expression: 'ops.add(dPrevious_BH, ops.matmul(dGates_B2H, gateWeight_2HH))',
    replacement: 'dPrevious_BH',
    spoils: [...reachedByZ, 'initial.hidden'],
  },
  {
    name: 'σ′ of the update gate u',
    file: 'cells/gru.ts',
    expression: 'ops.multiply(ops.subtract(previous_TBH, candidate_TBH), updateSlope_TBH)',
    replacement: 'ops.subtract(previous_TBH, candidate_TBH)',
    spoils: [...reachedByZ, 'initial.hidden'],
  },
  {
    name: 'c̃ in ∂h/∂u',
    file: 'cells/gru.ts',
    expression: 'ops.subtract(previous_TBH, candidate_TBH)',
    replacement: 'previous_TBH',
    spoils: [...reachedByZ, 'initial.hidden'],
  },
  {
    name: 'tanh′ of the candidate',
    file: 'cells/gru.ts',
    expression: 'ops.multiply(ops.subtract(one, update_TBH), candidateSlope_TBH)',
    replacement: 'ops.subtract(one, update_TBH)',
    spoils: [...reachedByZ, 'initial.hidden'],
  },
  {
    name: 'σ′ of the reset gate r',
    file: 'cells/gru.ts',
    expression: 'ops.multiply(previous_TBH, resetSlope_TBH)',
    replacement: 'previous_TBH',
    spoils: [...reachedByZ, 'initial.hidden'],
  },
  {
    name: 'r in ∂L/∂W of the candidate',
    file: 'cells/gru.ts',
    expression: 'ops.multiply(slopes.reset_BH, previous_TBH)',
    replacement: 'previous_TBH',
    spoils: ['recurrentWeight'],
  },
];

const ofAll: readonly Mutant[] = [
  {
    name: '−y of o − y',
    file: 'outputs/cross-entropy.ts',
    expression: 'ops.subtract(ops.multiply(ops.exp(logProbabilities_TBK), weight_TB1), weightedTargets_TBK)',
    replacement: 'ops.multiply(ops.exp(logProbabilities_TBK), weight_TB1)',
    spoils: [...reachedByZ, 'outputWeight', 'outputBias', 'initial.hidden', 'initial.cell'],
  },
  {
    // Words have weight 1 here: this changes the padding alone.
    name: 'the weight of padded steps',
    file: 'outputs/cross-entropy.ts',
    expression: 'ops.multiply(ops.exp(logProbabilities_TBK), weight_TB1)',
    replacement: 'ops.exp(logProbabilities_TBK)',
    spoils: [...reachedByZ, 'outputWeight', 'outputBias', 'initial.hidden', 'initial.cell'],
  },
  {
    name: 'the bias',
    file: 'layers/recurrence.ts',
    expression: 'ops.sumRows(dProjected)',
    replacement: 'ops.multiply(ops.constant(0), ops.sumRows(dProjected))',
    spoils: ['bias'],
  },
  {
    name: 'the bias of V',
    file: 'outputs/logits.ts',
    expression: 'ops.sumRows(dLogits_TBK)',
    replacement: 'ops.multiply(ops.constant(0), ops.sumRows(dLogits_TBK))',
    spoils: ['outputBias'],
  },
  {
    name: 'Uᵀ of δx = Uᵀδz',
    file: 'layers/recurrence.ts',
    expression: 'ops.matmul(dProjected, weight_GD)',
    replacement: 'x',
    spoils: ['embedding'],
  },
];

export function mutantsOf({ cell, cellOutput }: Pick<NetworkConfiguration, 'cell' | 'cellOutput'>) {
  const mutants = [...{ rnn: ofRnn, lstm: ofLstm, gru: ofGru }[cell], ...ofAll];
  return mutants.filter((mutant) => (mutant.cellOutput ?? cellOutput) === cellOutput);
}
