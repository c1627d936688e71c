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
    spoils: [...reachedByZ, 'hidden'],
  },
  {
    name: 'tanh′ of h',
    file: 'cells/rnn.ts',
    expression: 'ops.multiply(dTotal_BH, slope_BH)',
    replacement: 'dTotal_BH',
    spoils: [...reachedByZ, 'hidden'],
  },
  {
    name: 'h₀ in ∂L/∂W',
    file: 'cells/rnn.ts',
    expression: 'ops.delay(hidden_TBH, initial.hidden)',
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
    spoils: [...reachedByZ, 'hidden', 'cell'],
  },
  {
    name: 'the carry f ⊙ ∂L/∂c',
    file: 'cells/lstm.ts',
    expression: 'ops.add(ops.multiply(dTotal_BH, hiddenByCell_BH), carryCell_BH)',
    replacement: 'ops.multiply(dTotal_BH, hiddenByCell_BH)',
    spoils: [...reachedByZ, 'hidden', 'cell'],
  },
  {
    name: 'f in the carry f ⊙ ∂L/∂c',
    file: 'cells/lstm.ts',
    expression: 'ops.multiply(dCell_BH, forget_BH)',
    replacement: 'dCell_BH',
    spoils: [...reachedByZ, 'hidden', 'cell'],
  },
  {
    name: 'tanh′(c) of the output',
    cellOutput: 'tanh',
    file: 'cells/lstm.ts',
    expression: 'ops.subtract(one, ops.multiply(squashed_TBH, squashed_TBH))',
    replacement: 'one',
    spoils: [...reachedByZ, 'hidden', 'cell'],
  },
  // The factor that the report leaves out.
  {
    name: 'σ′ of the output gate r',
    file: 'cells/lstm.ts',
    expression: 'ops.multiply(squashed_TBH, outputSlope_TBH)',
    replacement: 'squashed_TBH',
    spoils: [...reachedByZ, 'hidden', 'cell'],
  },
  {
    name: 'σ′ of the forget gate f',
    file: 'cells/lstm.ts',
    expression: 'ops.multiply(ops.delay(cell_TBH!, cell), forgetSlope_TBH)',
    replacement: 'ops.delay(cell_TBH!, cell)',
    spoils: [...reachedByZ, 'hidden', 'cell'],
  },
  {
    name: 'σ′ of the input gate i',
    file: 'cells/lstm.ts',
    expression: 'ops.multiply(candidate_TBH!, inputSlope_TBH)',
    replacement: 'candidate_TBH!',
    spoils: [...reachedByZ, 'hidden', 'cell'],
  },
  {
    name: 'tanh′ of the candidate',
    file: 'cells/lstm.ts',
    expression: 'ops.multiply(input_TBH, candidateSlope_TBH)',
    replacement: 'input_TBH',
    spoils: [...reachedByZ, 'hidden', 'cell'],
  },
  {
    name: 'h₀ in ∂L/∂W',
    file: 'cells/lstm.ts',
    expression: 'ops.delay(hidden_TBH, hidden)',
    replacement: 'ops.delay(hidden_TBH, zeros_BH)',
    spoils: ['recurrentWeight'],
  },
  {
    name: 'c₀ in δz of the forget gate',
    file: 'cells/lstm.ts',
    expression: 'ops.delay(cell_TBH!, cell)',
    replacement: 'ops.delay(cell_TBH!, zeros_BH)',
    spoils: [...reachedByZ, 'hidden'],
  },
];

const ofAll: readonly Mutant[] = [
  {
    name: '−y of o − y',
    file: 'network/cross-entropy.ts',
    expression: 'ops.subtract(ops.multiply(ops.exp(logProbabilities_TBK), weight_TB1), weightedTargets_TBK)',
    replacement: 'ops.multiply(ops.exp(logProbabilities_TBK), weight_TB1)',
    spoils: [...reachedByZ, 'outputWeight', 'outputBias', 'hidden', 'cell'],
  },
  {
    // Words have weight 1 here: this changes the padding alone.
    name: 'the weight of padded steps',
    file: 'network/cross-entropy.ts',
    expression: 'ops.multiply(ops.exp(logProbabilities_TBK), weight_TB1)',
    replacement: 'ops.exp(logProbabilities_TBK)',
    spoils: [...reachedByZ, 'outputWeight', 'outputBias', 'hidden', 'cell'],
  },
  {
    name: 'the bias',
    file: 'network/network.ts',
    expression: 'ops.sumRows(dProjected)',
    replacement: 'ops.multiply(ops.constant(0), ops.sumRows(dProjected))',
    spoils: ['bias'],
  },
  {
    name: 'the bias of V',
    file: 'network/network.ts',
    expression: 'ops.sumRows(dLogits_TBK)',
    replacement: 'ops.multiply(ops.constant(0), ops.sumRows(dLogits_TBK))',
    spoils: ['outputBias'],
  },
  {
    name: 'Uᵀ of δx = Uᵀδz',
    file: 'network/network.ts',
    expression: 'ops.matmul(dProjected, parameters[inputWeight])',
    replacement: 'below',
    spoils: ['embedding'],
  },
];

export function mutantsOf({ cell, cellOutput }: Pick<NetworkConfiguration, 'cell' | 'cellOutput'>) {
  const mutants = [...(cell === 'rnn' ? ofRnn : ofLstm), ...ofAll];
  return mutants.filter((mutant) => (mutant.cellOutput ?? cellOutput) === cellOutput);
}
