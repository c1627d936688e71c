import { TagSet } from '@tagger/core';
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
  /** In training on a corpus with open steps: the tags of which such a step has one. */
  readonly openTags?: OpenTags | undefined;
}

/** The ids of the tags of which an open step has one, each with its weight: how likely it is next to the others, before a network has seen the words. */
export type OpenTags = ReadonlyMap<number, number>;

/** In the place of a step's gold tag: the tag is one of the output's `openTags`, and which one is not known. */
export const openTag = -2;

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

/** The weight of each tag that a step may have [T, B, K]: 1 for the gold tag, those of the open ones, or 1 for all where nothing is known. */
export function allowedTarget(
  { name, tagCount, openTags = new Map() }: OutputConfiguration,
  suffix: string,
): InputSpec {
  return {
    name: `allowed${suffix}`,
    type: 'float32',
    axes: ['time', 'batch', tagCount],
    read: ({ target }) => {
      const tags = target?.tags[name];
      if (!tags) return undefined;
      const allowed = new Float32Array(tags.length * tagCount);
      for (const [step, tag] of tags.entries()) {
        const first = step * tagCount;
        if (tag >= 0) allowed[first + tag] = 1;
        else if (tag === openTag) for (const [open, own] of openTags) allowed[first + open] = own;
        else allowed.fill(1, first, first + tagCount);
      }
      return allowed;
    },
  };
}

/**
 * What each step counts in the loss [T, B, 1], where something is known of its tag: the loss is the mean over all sentences of the sum over
 * their steps.
 */
export function weightTarget({ name, weight }: OutputConfiguration, suffix: string): InputSpec {
  return {
    name: `weight${suffix}`,
    type: 'float32',
    axes: ['time', 'batch', 1],
    read: ({ target }) =>
      target?.tags[name] &&
      Float32Array.from(target.tags[name], (tag) => (tag === TagSet.unknown ? 0 : weight / target.sentences)),
  };
}
