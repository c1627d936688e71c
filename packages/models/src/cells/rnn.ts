import { type Named, take } from '../layers/layer';
import type { Ops } from '../ops/ops';
import type { Cell, CellPass } from './cell';

/** The classical RNN: h_t = tanh(z_t). */
export class RnnCell implements Cell {
  readonly gates = 1;
  readonly stateNames = ['hidden'];
  readonly operator = { type: 'RNN', attributes: {} };

  constructor(readonly hiddenSize: number) {}

  forward<T>(ops: Ops<T>, projected_TBH: T, recurrentWeight_HH: T, initial: Named<T>): CellPass<T> {
    const initialHidden_BH = take(initial, 'hidden');
    const { final, outputs } = ops.scan(
      ({ hidden: previous_BH }, { projected_BH }) => {
        // (1) z_t = W h_{t−1} + (U x_t + b)
        const z_BH = ops.linear(previous_BH, recurrentWeight_HH, projected_BH);
        // (2) h_t = tanh z_t
        const hidden_BH = ops.tanh(z_BH);
        return { state: { hidden: hidden_BH }, outputs: { hidden: hidden_BH } };
      },
      { hidden: initialHidden_BH },
      { projected_BH: projected_TBH },
    );
    const hidden_TBH = outputs.hidden;
    return { hidden: hidden_TBH, final, backward };

    function backward(dHidden_TBH: T) {
      // tanh′(z_t) = 1 − h_t², for all steps at once
      const slope_TBH = ops.subtract(ops.constant(1), ops.multiply(hidden_TBH, hidden_TBH));
      const zeros_BH = ops.multiply(initialHidden_BH, ops.constant(0));

      const { final, outputs } = ops.scan(
        ({ carry_BH }, { dHidden_BH, slope_BH }) => {
          // ∂L/∂h_t = what comes from the output + what step t+1 carried back
          const dTotal_BH = ops.add(dHidden_BH, carry_BH);
          // (2) δz_t = ∂L/∂h_t ⊙ (1 − h_t²)
          const dZ_BH = ops.multiply(dTotal_BH, slope_BH);
          // (1) carry to step t−1: Wᵀ δz_t
          return { state: { carry_BH: ops.matmul(dZ_BH, recurrentWeight_HH) }, outputs: { dZ: dZ_BH } };
        },
        { carry_BH: zeros_BH },
        { dHidden_BH: dHidden_TBH, slope_BH: slope_TBH },
        { reverse: true },
      );

      return {
        dProjected: outputs.dZ,
        // ∂L/∂W = Σ_t δz_t h_{t−1}ᵀ
        dRecurrentWeight: ops.matmulRows(outputs.dZ, ops.delay(hidden_TBH, initialHidden_BH)),
        dInitial: { hidden: final.carry_BH },
      };
    }
  }
}
