import { type Environment, type Pass, take } from '../layers/layer';
import type { Ops } from '../ops/ops';
import { crossEntropy } from './cross-entropy';
import { Logits, type OutputConfiguration, type OutputPlace, tagsTarget, weightTarget } from './logits';
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

  constructor(configuration: OutputConfiguration, place: OutputPlace) {
    this.name = configuration.name;
    this.tagCount = configuration.tagCount;
    this.#suffix = place.suffix;
    this.#logits = new Logits(configuration, place);
    this.parameters = this.#logits.parameters;
    this.targets = [tagsTarget(configuration, place.suffix), weightTarget(configuration, place.suffix)];
  }

  forward<T>(ops: Ops<T>, environment: Environment<T>, hidden: T): Pass<T> {
    return this.#logits.forward(ops, environment, hidden);
  }

  loss<T>(ops: Ops<T>, { inputs }: Environment<T>, logits: T): Loss<T> {
    const [tags, weight] = [take(inputs, `tags${this.#suffix}`), take(inputs, `weight${this.#suffix}`)];
    return { ...crossEntropy(ops, logits, tags, weight, this.tagCount), gradients: {} };
  }

  decode<T>(ops: Ops<T>, _environment: Environment<T>, logits: T): Decoded<T> {
    const logProbabilities = ops.logSoftmax(logits);
    return { logProbabilities, scores: logProbabilities };
  }

  exportInputs() {
    return {};
  }
}
