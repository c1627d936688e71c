import { type Named, take } from '../layers/layer';
import type { Ops } from '../ops/ops';
import type { Cell, CellOperator, CellPass } from './cell';

/** How the LSTM's output leaves the cell: h = r ⊙ c, or the usual h = r ⊙ tanh c. */
export const cellOutputs = ['identity', 'tanh'] as const;
export type CellOutput = (typeof cellOutputs)[number];

/**
 * The LSTM. Its gates stand in the order of ONNX's operator: input i, output r, forget f, candidate c̃; the three with
 * a sigmoid are neighbours. Its state is hidden h and cell c, each [B, H].
 *
 * Hochreiter and Schmidhuber, Long Short-Term Memory, Neural Computation 9(8), 1997; with the forget gate of Gers,
 * Schmidhuber and Cummins, Learning to Forget, Neural Computation 12(10), 2000.
 */
export class LstmCell implements Cell {
  readonly gates = 4;
  readonly stateNames = ['hidden', 'cell'];
  readonly operator: CellOperator;

  constructor(
    readonly hiddenSize: number,
    readonly cellOutput: CellOutput,
  ) {
    // h = r ⊙ c: the output passes through 1 · c + 0.
    const identity = {
      activations: ['Sigmoid', 'Tanh', 'Affine'],
      activation_alpha: { floats: [1] },
      activation_beta: { floats: [0] },
    };
    this.operator = { type: 'LSTM', attributes: cellOutput === 'identity' ? identity : {} };
  }

  forward<T>(ops: Ops<T>, projected_TBG: T, recurrentWeight_GH: T, initial: Named<T>): CellPass<T> {
    const [initialHidden_BH, initialCell_BH] = [take(initial, 'hidden'), take(initial, 'cell')];
    const { final, outputs } = ops.scan(
      this.#step(ops, recurrentWeight_GH),
      { hidden: initialHidden_BH, cell: initialCell_BH },
      { projected_BG: projected_TBG },
    );
    return {
      hidden: outputs.hidden,
      final,
      backward: (dHidden_TBH) => {
        const zeros_BH = ops.multiply(initialHidden_BH, ops.constant(0));
        const slopes = this.#slopes(ops, outputs, initialCell_BH);
        const back = ops.scan(
          ({ carryHidden_BH, carryCell_BH }, { dHidden_BH, hiddenByCell_BH, zSlopes_BG, forget_BH }) => {
            // ∂L/∂h_t = what comes from the output + what step t+1 carried back
            const dTotal_BH = ops.add(dHidden_BH, carryHidden_BH);
            // (4) ∂L/∂c_t = ∂L/∂h_t ⊙ ∂h_t/∂c_t + what step t+1 carried back
            const dCell_BH = ops.add(ops.multiply(dTotal_BH, hiddenByCell_BH), carryCell_BH);
            // (3, 2) δz_t: r acts on h_t, the other gates on c_t
            const dZ_BG = ops.multiply(ops.concat([dCell_BH, dTotal_BH, dCell_BH, dCell_BH]), zSlopes_BG);
            return {
              state: {
                // (1) carry to step t−1: Wᵀ δz_t
                carryHidden_BH: ops.matmul(dZ_BG, recurrentWeight_GH),
                // (3) carry to step t−1: f ⊙ ∂L/∂c_t
                carryCell_BH: ops.multiply(dCell_BH, forget_BH),
              },
              outputs: { dZ: dZ_BG },
            };
          },
          { carryHidden_BH: zeros_BH, carryCell_BH: zeros_BH },
          { dHidden_BH: dHidden_TBH, ...slopes },
          { reverse: true },
        );
        const { dZ: dZ_TBG } = back.outputs;
        return {
          dProjected: dZ_TBG,
          // ∂L/∂W = Σ_t δz_t h_{t−1}ᵀ, the four gates above one another
          dRecurrentWeight: ops.matmulRows(dZ_TBG, ops.delay(outputs.hidden, initialHidden_BH)),
          dInitial: { hidden: back.final.carryHidden_BH, cell: back.final.carryCell_BH },
        };
      },
    };
  }

  /** What happens at each step. */
  #step<T>(ops: Ops<T>, recurrentWeight_GH: T) {
    const { hiddenSize: H, cellOutput } = this;
    return ({ hidden: previousHidden_BH, cell: previousCell_BH }: State<T>, { projected_BG }: Step<T>) => {
      // (1) z_t = W h_{t−1} + (U x_t + b)
      const z_BG = ops.linear(previousHidden_BH, recurrentWeight_GH, projected_BG);
      // Parts of one size: of others, ONNX Runtime copies the sizes to a graphics card at each step.
      const [zInput_BH, zOutput_BH, zForget_BH, zCandidate_BH] = ops.split(z_BG, [H, H, H, H]) as Gates<T>;
      // (2) i, r, f = σ(z);  c̃ = tanh(z)
      const input_BH = ops.sigmoid(zInput_BH);
      const output_BH = ops.sigmoid(zOutput_BH);
      const forget_BH = ops.sigmoid(zForget_BH);
      const candidate_BH = ops.tanh(zCandidate_BH);
      // (3) c_t = f ⊙ c_{t−1} + i ⊙ c̃
      const cell_BH = ops.add(ops.multiply(forget_BH, previousCell_BH), ops.multiply(input_BH, candidate_BH));
      // (4) h_t = r ⊙ tanh c_t, or r ⊙ c_t
      const squashed_BH = cellOutput === 'tanh' ? ops.tanh(cell_BH) : cell_BH;
      const hidden_BH = ops.multiply(output_BH, squashed_BH);
      return {
        state: { hidden: hidden_BH, cell: cell_BH },
        outputs: {
          hidden: hidden_BH,
          cell: cell_BH,
          input: input_BH,
          output: output_BH,
          forget: forget_BH,
          candidate: candidate_BH,
        },
      };
    };
  }

  /** The local derivatives, which depend on the forward pass alone: for all steps at once. */
  #slopes<T>(
    ops: Ops<T>,
    {
      cell: cell_TBH,
      input: input_TBH,
      output: output_TBH,
      forget: forget_TBH,
      candidate: candidate_TBH,
    }: Outputs<T>,
    initialCell_BH: T,
  ) {
    const { cellOutput } = this;
    const one = ops.constant(1);
    // σ′ = σ (1 − σ), tanh′ = 1 − tanh²
    const gateSlope = (gate_TBH: T) => ops.multiply(gate_TBH, ops.subtract(one, gate_TBH));
    const tanhSlope = (a_TBH: T) => ops.subtract(one, ops.multiply(a_TBH, a_TBH));
    const squashed_TBH = cellOutput === 'tanh' ? ops.tanh(cell_TBH) : cell_TBH;
    // (4) ∂h_t/∂c_t = r ⊙ tanh′(c_t), or r
    const hiddenByCell_TBH =
      cellOutput === 'tanh' ? ops.multiply(output_TBH, tanhSlope(squashed_TBH)) : output_TBH;
    // (3, 2) ∂c_t/∂z of i, f, c̃, and (4, 2) ∂h_t/∂z of r
    const zSlopes_TBG = ops.concat([
      ops.multiply(candidate_TBH, gateSlope(input_TBH)),
      ops.multiply(squashed_TBH, gateSlope(output_TBH)),
      ops.multiply(ops.delay(cell_TBH, initialCell_BH), gateSlope(forget_TBH)),
      ops.multiply(input_TBH, tanhSlope(candidate_TBH)),
    ]);
    return { hiddenByCell_BH: hiddenByCell_TBH, zSlopes_BG: zSlopes_TBG, forget_BH: forget_TBH };
  }
}

type State<T> = Record<'hidden' | 'cell', T>;
type Step<T> = Record<'projected_BG', T>;
/** Of i, r, f and c̃. */
type Gates<T> = [T, T, T, T];
/** Of all steps: h, c, the gates i, r, f, and c̃. */
type Outputs<T> = Record<'hidden' | 'cell' | 'input' | 'output' | 'forget' | 'candidate', T>;
