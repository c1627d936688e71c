import type { InputSpec } from '../batch/input-spec';
import {
  type Declarations,
  type Environment,
  type Named,
  type ParameterSpec,
  sumGradients,
  sumTensors,
} from '../layers/layer';
import type { RecurrentLayer } from '../layers/recurrent-layer';
import type { WordEncoder } from '../layers/word-encoder';
import type { Ops } from '../ops/ops';
import type { Decoded, Output } from '../outputs/output';

/*
 * Axes:  T time   B batch   R distinct words   D a word's vector   S directions · H   K tags
 */

/** The layers of a network: words are encoded, read by one recurrent layer or more, and given one output or more. */
export interface NetworkParts {
  readonly encoder: WordEncoder;
  /** From below. */
  readonly layers: readonly RecurrentLayer[];
  /** They share everything below. */
  readonly outputs: readonly Output[];
}

/** A network's outputs for a batch, and the way back. */
export interface NetworkPass<T> {
  /** õ of each output [T, B, K]. */
  readonly logits: readonly T[];
  /** @param dLogits ∂L/∂õ of each output; @returns gradients by name, of tables in the shape in which they were given */
  backward(dLogits: readonly T[]): Named<T>;
}

/** A network: what it holds and reads is what its layers declare. */
export class Network implements Declarations {
  readonly encoder: WordEncoder;
  readonly layers: readonly RecurrentLayer[];
  readonly outputs: readonly Output[];
  readonly parameters: readonly ParameterSpec[];
  readonly inputs: readonly InputSpec[];
  /** What a loss is computed of. */
  readonly targets: readonly InputSpec[];

  constructor({ encoder, layers, outputs }: NetworkParts) {
    this.encoder = encoder;
    this.layers = layers;
    this.outputs = outputs;
    const parts = [encoder, ...layers, ...outputs];
    this.parameters = parts.flatMap(({ parameters }) => parameters);
    this.inputs = distinctByName(parts.flatMap(({ inputs }) => inputs));
    this.targets = outputs.flatMap(({ targets }) => targets);
  }

  forward<T>(ops: Ops<T>, environment: Environment<T>): NetworkPass<T> {
    // (1) x of each distinct word
    const words = this.encoder.forward(ops, environment);
    // (2) the recurrent layers
    let hidden = words.output;
    const layers = this.layers.map((layer) => {
      const pass = layer.forward(ops, environment, hidden);
      hidden = pass.output;
      return pass;
    });
    // (3) õ of each output
    const outputs = this.outputs.map((output) => output.forward(ops, environment, hidden));
    return {
      logits: outputs.map(({ output }) => output),
      backward: (dLogits) => {
        const parts: Named<T>[] = [];
        // (3) what the outputs share has the sum of their gradients
        const fromOutputs = outputs.map(({ backward }, index) => backward(dLogits[index] as T));
        parts.push(...fromOutputs.map(({ gradients }) => gradients));
        let dHidden = sumTensors(
          ops,
          fromOutputs.map(({ dInput }) => dInput),
        );
        // (2)
        for (const layer of layers.toReversed()) {
          const { dInput, gradients } = layer.backward(dHidden);
          parts.push(gradients);
          dHidden = dInput;
        }
        // (1)
        return sumGradients(ops, [...parts, words.backward(dHidden)]);
      },
    };
  }

  /** The loss alone, of a pass: the sum of the outputs' losses, each of which is weighted in its targets. */
  loss<T>(ops: Ops<T>, environment: Environment<T>, logits: readonly T[]) {
    const losses = this.outputs.map((output, index) => output.loss(ops, environment, logits[index] as T));
    return {
      loss: sumTensors(
        ops,
        losses.map(({ loss }) => loss),
      ),
      dLogits: losses.map(({ dLogits }) => dLogits),
      gradients: sumGradients(
        ops,
        losses.map(({ gradients }) => gradients),
      ),
    };
  }

  /** Loss of a batch, and its gradients by the parameters' names, and by those of inputs that have one. */
  computeGradients<T>(ops: Ops<T>, environment: Environment<T>) {
    const pass = this.forward(ops, environment);
    const { loss, dLogits, gradients } = this.loss(ops, environment, pass.logits);
    return { loss, gradients: sumGradients(ops, [pass.backward(dLogits), gradients]) };
  }

  /** What each output says of each step. */
  predict<T>(ops: Ops<T>, environment: Environment<T>): readonly Decoded<T>[] {
    const { logits } = this.forward(ops, environment);
    return this.outputs.map((output, index) => output.decode(ops, environment, logits[index] as T));
  }
}

/** The shapes of parameters, by name. */
export function shapesOf({ parameters }: Pick<Declarations, 'parameters'>): Named<readonly number[]> {
  return Object.fromEntries(parameters.map(({ name, shape }) => [name, shape]));
}

/** The names of the parameters that learn, in the order in which they are clipped. */
export function listTrained({ parameters }: Pick<Declarations, 'parameters'>): string[] {
  return parameters.filter(({ isFixed }) => !isFixed).map(({ name }) => name);
}

/** The tables, with their rows. */
export function listTables({ parameters }: Pick<Declarations, 'parameters'>): readonly ParameterSpec[] {
  return parameters.filter(({ isTable }) => isTable);
}

/** Layers may read the same tensor. */
export function distinctByName(specs: readonly InputSpec[]): InputSpec[] {
  return [...new Map(specs.map((spec) => [spec.name, spec])).values()];
}
