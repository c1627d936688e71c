import { type Named, take } from '../layers/layer';
import type { Ops } from '../ops/ops';
import type { Cell, CellPass } from './cell';

/**
 * The gated recurrent unit: h_t = u ⊙ h_{t−1} + (1 − u) ⊙ c̃, where the candidate c̃ reads r ⊙ h_{t−1} in the place of h_{t−1}.
 * Its gates are in the order of ONNX's operator: update u, reset r, candidate c̃. The state is hidden h [B, H].
 *
 * Cho et al., Learning Phrase Representations using RNN Encoder–Decoder for Statistical Machine Translation, 2014, equations
 * 5 to 8.
 */
export class GruCell implements Cell {
  readonly gates = 3;
  readonly stateNames = ['hidden'];
  /** `linear_before_reset` 0, the operator's default, is r ⊙ h_{t−1} before the product with W, as in the paper. */
  readonly operator = { type: 'GRU', attributes: {} };

  constructor(readonly hiddenSize: number) {}

  forward<T>(ops: Ops<T>, projected_TBG: T, recurrentWeight_GH: T, initial: Named<T>): CellPass<T> {
    const H = this.hiddenSize;
    const initialHidden_BH = take(initial, 'hidden');
    // W of both gates and W of the candidate, which stand above one another, side by side.
    const weights = ops.split(ops.transpose(recurrentWeight_GH), [2 * H, H]) as [T, T];
    // Outside of the loop: of parts that differ in size, ONNX Runtime copies the sizes to a graphics card each time.
    const [projectedGates_TB2H, projectedCandidate_TBH] = ops.split(projected_TBG, [2 * H, H]) as [T, T];
    const { final, outputs } = ops.scan(
      this.#step(ops, ...weights),
      { hidden: initialHidden_BH },
      { projectedGates_B2H: projectedGates_TB2H, projectedCandidate_BH: projectedCandidate_TBH },
    );
    return {
      hidden: outputs.hidden,
      final,
      backward: (dHidden_TBH) => {
        const previous_TBH = ops.delay(outputs.hidden, initialHidden_BH);
        const slopes = this.#slopes(ops, outputs, previous_TBH);
        const back = ops.scan(
          this.#stepBack(ops, ...weights),
          { carry_BH: ops.multiply(initialHidden_BH, ops.constant(0)) },
          { dHidden_BH: dHidden_TBH, ...slopes },
          { reverse: true },
        );
        const { dGates: dGates_TB2H, dCandidate: dCandidate_TBH } = back.outputs;
        const read_TBH = ops.multiply(slopes.reset_BH, previous_TBH);
        return {
          dProjected: ops.concat([dGates_TB2H, dCandidate_TBH]),
          // ∂L/∂W = Σ_t δz_t h_{t−1}ᵀ of both gates, Σ_t δz_t (r ⊙ h_{t−1})ᵀ of the candidate
          dRecurrentWeight: ops.transpose(
            ops.concat([ops.matmulRows(previous_TBH, dGates_TB2H), ops.matmulRows(read_TBH, dCandidate_TBH)]),
          ),
          dInitial: { hidden: back.final.carry_BH },
        };
      },
    };
  }

  /** What happens at each step. */
  #step<T>(ops: Ops<T>, gateWeight_H2H: T, candidateWeight_HH: T) {
    const H = this.hiddenSize;
    const one = ops.constant(1);
    return (
      { hidden: previous_BH }: Record<'hidden', T>,
      {
        projectedGates_B2H,
        projectedCandidate_BH,
      }: Record<'projectedGates_B2H' | 'projectedCandidate_BH', T>,
    ) => {
      // (1) u, r = σ(W h_{t−1} + (U x_t + b))
      const gates_B2H = ops.sigmoid(ops.add(ops.matmul(previous_BH, gateWeight_H2H), projectedGates_B2H));
      const [update_BH, reset_BH] = ops.split(gates_B2H, [H, H]) as [T, T];
      // (2) c̃ = tanh(W (r ⊙ h_{t−1}) + (U x_t + b))
      const read_BH = ops.multiply(reset_BH, previous_BH);
      const candidate_BH = ops.tanh(ops.add(ops.matmul(read_BH, candidateWeight_HH), projectedCandidate_BH));
      // (3) h_t = u ⊙ h_{t−1} + (1 − u) ⊙ c̃
      const hidden_BH = ops.add(
        ops.multiply(update_BH, previous_BH),
        ops.multiply(ops.subtract(one, update_BH), candidate_BH),
      );
      return {
        state: { hidden: hidden_BH },
        outputs: { hidden: hidden_BH, gates: gates_B2H, candidate: candidate_BH },
      };
    };
  }

  /** The local derivatives, which depend on the forward pass alone: for all steps at once. */
  #slopes<T>(
    ops: Ops<T>,
    { gates: gates_TB2H, candidate: candidate_TBH }: Record<'gates' | 'candidate', T>,
    previous_TBH: T,
  ) {
    const H = this.hiddenSize;
    const one = ops.constant(1);
    const [update_TBH, reset_TBH] = ops.split(gates_TB2H, [H, H]) as [T, T];
    const gateSlopes_TB2H = ops.multiply(gates_TB2H, ops.subtract(one, gates_TB2H));
    const [updateSlope_TBH, resetSlope_TBH] = ops.split(gateSlopes_TB2H, [H, H]) as [T, T];
    const candidateSlope_TBH = ops.subtract(one, ops.multiply(candidate_TBH, candidate_TBH));
    return {
      // (3, 1) ∂h_t/∂z of u = (h_{t−1} − c̃) ⊙ σ′
      hiddenByUpdate_BH: ops.multiply(ops.subtract(previous_TBH, candidate_TBH), updateSlope_TBH),
      // (3, 2) ∂h_t/∂z of c̃ = (1 − u) ⊙ tanh′
      hiddenByCandidate_BH: ops.multiply(ops.subtract(one, update_TBH), candidateSlope_TBH),
      // (2, 1) ∂(r ⊙ h_{t−1})/∂z of r = h_{t−1} ⊙ σ′
      readByReset_BH: ops.multiply(previous_TBH, resetSlope_TBH),
      update_BH: update_TBH,
      reset_BH: reset_TBH,
    };
  }

  /** What happens at each step on the way back. */
  #stepBack<T>(ops: Ops<T>, gateWeight_H2H: T, candidateWeight_HH: T) {
    const gateWeight_2HH = ops.transpose(gateWeight_H2H);
    const candidateWeightBack_HH = ops.transpose(candidateWeight_HH);
    return ({ carry_BH }: Record<'carry_BH', T>, step: Record<BackInput, T>) => {
      // ∂L/∂h_t = what comes from the output + what step t+1 carried back
      const dTotal_BH = ops.add(step.dHidden_BH, carry_BH);
      // (3) δz_t of u and of c̃
      const dUpdate_BH = ops.multiply(dTotal_BH, step.hiddenByUpdate_BH);
      const dCandidate_BH = ops.multiply(dTotal_BH, step.hiddenByCandidate_BH);
      // (2) ∂L/∂(r ⊙ h_{t−1}), and δz_t of r
      const dRead_BH = ops.matmul(dCandidate_BH, candidateWeightBack_HH);
      const dReset_BH = ops.multiply(dRead_BH, step.readByReset_BH);
      const dGates_B2H = ops.concat([dUpdate_BH, dReset_BH]);
      // carry to step t−1: (3) u ⊙ ∂L/∂h_t  + (2) r ⊙ ∂L/∂(r ⊙ h_{t−1})  + (1) Wᵀ δz_t of both gates
      const dPrevious_BH = ops.add(
        ops.multiply(dTotal_BH, step.update_BH),
        ops.multiply(dRead_BH, step.reset_BH),
      );
      return {
        state: { carry_BH: ops.add(dPrevious_BH, ops.matmul(dGates_B2H, gateWeight_2HH)) },
        outputs: { dGates: dGates_B2H, dCandidate: dCandidate_BH },
      };
    };
  }
}

type BackInput =
  | 'dHidden_BH'
  | 'hiddenByUpdate_BH'
  | 'hiddenByCandidate_BH'
  | 'readByReset_BH'
  | 'update_BH'
  | 'reset_BH';
