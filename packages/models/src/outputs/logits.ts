import type { InputSpec } from '../batch/input-spec';
import { type Environment, type Layer, type ParameterSpec, type Pass, take } from '../layers/layer';
import type { Ops } from '../ops/ops';

/*
 * Axes:  T time   B batch   S what the layers below give   K tags
 */

/** What every kind of output is made of. */
export interface OutputConfiguration {
  readonly name: string;
  readonly tagCount: number;
  /** What its loss counts in the loss of the network. */
  readonly weight: number;
}

/** The first output of a network has the plain names; those of others end in the output's own. */
export interface OutputPlace {
  /** S */
  readonly inputSize: number;
  readonly hiddenSize: number;
  readonly suffix: string;
}

/** õ_t = V h_t + b. */
export class Logits implements Layer {
  readonly parameters: readonly ParameterSpec[];
  readonly inputs = [];
  readonly #names: { readonly weight: string; readonly bias: string };

  constructor({ tagCount }: OutputConfiguration, { inputSize, hiddenSize, suffix }: OutputPlace) {
    this.#names = { weight: `outputWeight${suffix}`, bias: `outputBias${suffix}` };
    const range = 1 / Math.sqrt(hiddenSize);
    this.parameters = [
      { name: this.#names.weight, shape: [tagCount, inputSize], range },
      { name: this.#names.bias, shape: [tagCount], range },
    ];
  }

  forward<T>(ops: Ops<T>, { parameters }: Environment<T>, hidden_TBS: T): Pass<T> {
    const { weight, bias } = this.#names;
    const weight_KS = take(parameters, weight);
    return {
      output: ops.linear(hidden_TBS, weight_KS, take(parameters, bias)),
      // ∂L/∂V = Σ_t δõ_t h_tᵀ;  ∂L/∂h_t = Vᵀ δõ_t
      backward: (dLogits_TBK) => ({
        dInput: ops.matmul(dLogits_TBK, weight_KS),
        gradients: {
          [weight]: ops.matmulRows(dLogits_TBK, hidden_TBS),
          [bias]: ops.sumRows(dLogits_TBK),
        },
      }),
    };
  }
}

/** The gold tag of each step [T, B]. A network looks a tag up even where its weight is zero. */
export function tagsTarget({ name }: OutputConfiguration, suffix: string): InputSpec {
  return {
    name: `tags${suffix}`,
    type: 'int32',
    axes: ['time', 'batch'],
    read: ({ target }) => target?.tags[name]?.map((tag) => Math.max(tag, 0)),
  };
}

/**
 * What each step counts in the loss [T, B, 1], where its tag is known: the loss is the mean over all sentences of the sum over
 * their steps.
 */
export function weightTarget({ name, weight }: OutputConfiguration, suffix: string): InputSpec {
  return {
    name: `weight${suffix}`,
    type: 'float32',
    axes: ['time', 'batch', 1],
    read: ({ target }) =>
      target?.tags[name] &&
      Float32Array.from(target.tags[name], (tag) => (tag < 0 ? 0 : weight / target.sentences)),
  };
}
