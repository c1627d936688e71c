import type { BatchView } from '../batch/batch-view';
import type { InputSpec } from '../batch/input-spec';
import { type Environment, type Named, type ParameterSpec, type Pass, take } from '../layers/layer';
import type { FileGraph } from '../model-file/file-graph';
import { dataTypes } from '../onnx/model-proto';
import type { Ops } from '../ops/ops';
import { type CrfInput, crfBestPaths, crfLoss, crfMarginals, smallestProbability } from './crf';
import {
  allowedTarget,
  Logits,
  type OutputConfiguration,
  type OutputPlace,
  tagsTarget,
  weightTarget,
} from './logits';
import type { Decoded, Loss, Output } from './output';

/*
 * Axes:  T time   B batch   K tags   S = K + 1: the tags and the boundary of a sentence
 */

/** The tags of a sentence together, by a conditional random field. */
export class CrfOutput implements Output {
  readonly name: string;
  readonly tagCount: number;
  readonly parameters: readonly ParameterSpec[];
  readonly inputs: readonly InputSpec[];
  readonly targets: readonly InputSpec[];
  readonly hasScores = true;
  readonly #logits: Logits;
  readonly #isPartial: boolean;
  readonly #names: Readonly<
    Record<'transitions' | 'mask' | 'boundary' | 'tags' | 'allowed' | 'weight' | 'sentenceWeight', string>
  >;

  constructor(configuration: OutputConfiguration, place: OutputPlace) {
    const { name, tagCount, weight } = configuration;
    const { suffix } = place;
    this.name = name;
    this.tagCount = tagCount;
    this.#logits = new Logits(configuration, place);
    this.#names = {
      transitions: `transitions${suffix}`,
      mask: 'crf.mask',
      boundary: `crf.boundary${suffix}`,
      tags: `tags${suffix}`,
      allowed: `allowed${suffix}`,
      weight: `weight${suffix}`,
      sentenceWeight: `sentenceWeight${suffix}`,
    };
    const S = tagCount + 1;
    this.parameters = [
      ...this.#logits.parameters,
      { name: this.#names.transitions, shape: [S, S], range: 0.1 },
    ];
    this.inputs = [
      { name: this.#names.mask, type: 'float32', axes: ['time', 'batch', 1], read: markSteps },
      {
        name: this.#names.boundary,
        type: 'float32',
        axes: ['batch', S],
        read: ({ plan }) => markBoundary(plan.lanes, tagCount),
      },
    ];
    this.#isPartial = configuration.openTags !== undefined;
    this.targets = [
      ...(this.#isPartial
        ? [allowedTarget(configuration, suffix)]
        : [tagsTarget(configuration, suffix), weightTarget(configuration, suffix)]),
      {
        name: this.#names.sentenceWeight,
        type: 'float32',
        axes: [],
        read: ({ target }) => target && Float32Array.of(weight / target.sentences),
      },
    ];
  }

  /** Name of the parameter A [S, S]. */
  get transitions(): string {
    return this.#names.transitions;
  }

  forward<T>(ops: Ops<T>, environment: Environment<T>, hidden: T): Pass<T> {
    return this.#logits.forward(ops, environment, hidden);
  }

  loss<T>(ops: Ops<T>, { parameters, inputs }: Environment<T>, logits: T): Loss<T> {
    const { allowed, sentenceWeight, transitions } = this.#names;
    const allowed_TBK = this.#isPartial ? take(inputs, allowed) : this.#allowGold(ops, inputs);
    const { dTransitions, ...result } = crfLoss(
      ops,
      logits,
      take(parameters, transitions),
      this.#takeInput(inputs),
      { allowed: allowed_TBK, weight: take(inputs, sentenceWeight) },
    );
    return { ...result, gradients: { [transitions]: dTransitions } };
  }

  decode<T>(ops: Ops<T>, { parameters, inputs }: Environment<T>, logits: T): Decoded<T> {
    const transitions = take(parameters, this.#names.transitions);
    const input = this.#takeInput(inputs);
    const marginals = crfMarginals(ops, logits, transitions, input);
    return {
      logProbabilities: ops.log(ops.maximum(marginals, ops.constant(smallestProbability))),
      scores: crfBestPaths(ops, logits, transitions, input),
    };
  }

  exportInputs(file: FileGraph, logits_TBK: string): Named<string> {
    const { mask, boundary } = exportSteps(file, logits_TBK, this.tagCount);
    return { [this.#names.mask]: mask, [this.#names.boundary]: boundary };
  }

  /** The gold tag alone; where it is not known, any. */
  #allowGold<T>(ops: Ops<T>, inputs: Named<T>): T {
    const { tags, weight, sentenceWeight } = this.#names;
    const known_TB1 = ops.divide(take(inputs, weight), take(inputs, sentenceWeight));
    const unknown_TB1 = ops.subtract(ops.constant(1), known_TB1);
    const gold_TBK = ops.oneHot(take(inputs, tags), this.tagCount);
    return ops.add(ops.multiply(gold_TBK, known_TB1), unknown_TB1);
  }

  #takeInput<T>(inputs: Named<T>): CrfInput<T> {
    const { mask, boundary } = this.#names;
    return { mask: take(inputs, mask), boundary: take(inputs, boundary), tagCount: this.tagCount };
  }
}

/** The steps that there are, and the boundary, from the lengths. */
export function exportSteps(
  { graph, lengths }: FileGraph,
  logits_TBK: string,
  tagCount: number,
): CrfInput<string> {
  const scalar = (value: number) => {
    const data = BigInt64Array.of(BigInt(value));
    return graph.initializer(graph.uniqueName('scalar'), { type: 'int64', dimensions: [], data });
  };
  const time = graph.node('Squeeze', [graph.node('Shape', [logits_TBK], { end: 1 })]);
  const steps_T1 = graph.node('Unsqueeze', [
    graph.node('Range', [scalar(0), time, scalar(1)]),
    graph.integers(1),
  ]);
  const lengths_B = graph.node('Cast', [lengths], { to: dataTypes.int64 });
  const isStep_TB = graph.node('Less', [steps_T1, lengths_B]);
  const mask_TB = graph.node('Cast', [isStep_TB], { to: dataTypes.float32 });
  const boundary = graph.initializer(graph.uniqueName('boundary'), {
    type: 'float32',
    dimensions: [1, tagCount + 1],
    data: markBoundary(1, tagCount),
  });
  const sizes = graph.node('Concat', [graph.node('Shape', [lengths]), graph.integers(1)], { axis: 0 });
  return {
    mask: graph.node('Unsqueeze', [mask_TB, graph.integers(-1)]),
    boundary: graph.node('Tile', [boundary, sizes]),
    tagCount,
  };
}

/** [T, B, 1] 1 for a step, 0 for padding. */
function markSteps({ lengths, plan: { time } }: BatchView): Float32Array {
  const B = lengths.length;
  const mask = new Float32Array(time * B);
  for (let b = 0; b < B; b++) for (let t = 0; t < (lengths[b] as number); t++) mask[t * B + b] = 1;
  return mask;
}

/** [B, S] 1 at the boundary, 0 at each tag. */
function markBoundary(size: number, tagCount: number): Float32Array {
  const S = tagCount + 1;
  return Float32Array.from({ length: size * S }, (_, at) => (at % S === tagCount ? 1 : 0));
}
