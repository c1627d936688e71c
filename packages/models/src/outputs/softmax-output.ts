import { type Environment, type Pass, take } from '../layers/layer';
import type { Ops } from '../ops/ops';
import { crossEntropy, partialCrossEntropy } from './cross-entropy';
import {
  allowedTarget,
  Logits,
  type OutputConfiguration,
  type OutputPlace,
  tagsTarget,
  weightTarget,
} from './logits';
import type { Decoded, Loss, Output } from './output';

/** Each step's tag by itself: softmax with cross-entropy. */
export class SoftmaxOutput implements Output {
  readonly name: string;
  readonly tagCount: number;
  readonly parameters;
  readonly inputs = [];
  readonly targets;
  readonly hasScores = false;
  readonly #logits: Logits;
  readonly #suffix: string;
  readonly #isPartial: boolean;

  constructor(configuration: OutputConfiguration, place: OutputPlace) {
    this.name = configuration.name;
    this.tagCount = configuration.tagCount;
    this.#suffix = place.suffix;
    this.#logits = new Logits(configuration, place);
    this.parameters = this.#logits.parameters;
    this.#isPartial = configuration.openTags !== undefined;
    const describe = this.#isPartial ? allowedTarget : tagsTarget;
    this.targets = [describe(configuration, place.suffix), weightTarget(configuration, place.suffix)];
  }

  forward<T>(ops: Ops<T>, environment: Environment<T>, hidden: T): Pass<T> {
    return this.#logits.forward(ops, environment, hidden);
  }

  loss<T>(ops: Ops<T>, { inputs }: Environment<T>, logits: T): Loss<T> {
    const read = (name: string) => take(inputs, `${name}${this.#suffix}`);
    const result = this.#isPartial
      ? partialCrossEntropy(ops, logits, read('allowed'), read('weight'))
      : crossEntropy(ops, logits, read('tags'), read('weight'), this.tagCount);
    return { ...result, gradients: {} };
  }

  decode<T>(ops: Ops<T>, _environment: Environment<T>, logits: T): Decoded<T> {
    const logProbabilities = ops.logSoftmax(logits);
    return { logProbabilities, scores: logProbabilities };
  }

  exportInputs() {
    return {};
  }
}
