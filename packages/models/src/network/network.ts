import type { CellState } from '../cells/cell';
import type { Ops } from '../ops/ops';
import { listLayers, type NetworkConfiguration, type NetworkParameters } from './configuration';
import type { NetworkInput, NetworkTarget } from './network-input';
import { computeLoss } from './output';
import { addStates, type LayerInput, type LayerTape, runLayer, runLayerBackward } from './recurrent-layer';
import { encodeWords, encodeWordsBackward, type WordTape } from './word-encoder';

/*
 * Axes:  T time   B batch   R distinct words   D a word's vector   H hidden   S directions · H   G gates · H   K tags
 */

export interface NetworkTape<T> {
  readonly words: WordTape<T>;
  /** U x + b of each distinct word, for each direction of the first layer [R, G]. */
  readonly projectedWords: readonly T[];
  readonly layers: readonly LayerTape<T>[];
  /** h of each layer [T, B, S], as the next layer or the output sees it. */
  readonly hidden: readonly T[];
  /** õ [T, B, K] */
  readonly logits: T;
}

/**
 * õ_t = V h_t + b. The input projection U x + b of a word is the same at every step, (U E) onehot(w): it is computed
 * once for each distinct word and then looked up, which saves near half of that product in a usual batch.
 */
export function forward<T>(
  ops: Ops<T>,
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  input: NetworkInput<T>,
): NetworkTape<T> {
  const words = readWords(ops, configuration, parameters, input);
  const projectedWords = projectWords(ops, configuration, parameters, words.words);
  const projected = projectedWords.map((rows) => ops.gather(rows, input.positions));
  return { words, projectedWords, ...runLayers(ops, configuration, parameters, input, projected) };
}

/** (1) x of each distinct word [R, D] */
function readWords<T>(
  ops: Ops<T>,
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  { words }: NetworkInput<T>,
): WordTape<T> {
  return words ? encodeWords(ops, configuration, parameters, words) : { words: parameters.embedding };
}

/** (2) U x + b of each distinct word, for each direction of the first layer [R, G] */
export function projectWords<T>(
  ops: Ops<T>,
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  words_RD: T,
): T[] {
  return listLayers(configuration)[0]!.map(({ inputWeight, bias }) =>
    ops.linear(words_RD, parameters[inputWeight]!, parameters[bias]!),
  );
}

/**
 * Everything behind the projection of the words.
 * @param projected U x + b of each step for each direction of the first layer [T, B, G]
 */
export function runLayers<T>(
  ops: Ops<T>,
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  input: LayerInput<T> & Pick<NetworkInput<T>, 'dropout'>,
  projected: readonly T[],
): Pick<NetworkTape<T>, 'layers' | 'hidden' | 'logits'> {
  const layers: LayerTape<T>[] = [];
  const hidden: T[] = [];
  for (const [index, recurrences] of listLayers(configuration).entries()) {
    const below_TBS = hidden.at(-1);
    const projected_TBG = below_TBS
      ? recurrences.map(({ inputWeight, bias }) =>
          ops.linear(below_TBS, parameters[inputWeight]!, parameters[bias]!),
        )
      : projected;
    // (3) the recurrences
    const layer = runLayer(ops, configuration, recurrences, parameters, input, projected_TBG);
    layers.push(layer.tapes);
    const mask_BS = input.dropout?.[index];
    hidden.push(mask_BS ? ops.multiply(layer.hidden, mask_BS) : layer.hidden);
  }
  // (4) õ = V h + b
  const logits = ops.linear(hidden.at(-1)!, parameters.outputWeight, parameters.outputBias);
  return { layers, hidden, logits };
}

export interface NetworkGradients<T> {
  /** Of the parameters that learn; of tables in the shape in which they were given. */
  readonly parameters: NetworkParameters<T>;
  /** ∂L/∂ of the state before the first step, summed over layers and directions. */
  readonly dInitial: CellState<T>;
}

/** The gradients of all parameters before the loss, given ∂L/∂õ. Numbers are those of the forward pass. */
export function backward<T>(
  ops: Ops<T>,
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  input: NetworkInput<T>,
  tape: NetworkTape<T>,
  dLogits_TBK: T,
): NetworkGradients<T> {
  const { outputWeight } = parameters;
  const layers = listLayers(configuration);
  const gradients: Record<string, T> = {};
  const dInitial: CellState<T>[] = [];
  // (4) ∂L/∂V = Σ_t δõ_t h_tᵀ;  ∂L/∂h_t = Vᵀ δõ_t
  gradients.outputWeight = ops.matmulRows(dLogits_TBK, tape.hidden.at(-1)!);
  gradients.outputBias = ops.sumRows(dLogits_TBK);
  let dHidden_TBS = ops.matmul(dLogits_TBK, outputWeight);
  for (let index = layers.length - 1; index >= 0; index--) {
    const recurrences = layers[index]!;
    // (3)
    const mask_BS = input.dropout?.[index];
    const layer = runLayerBackward(
      ops,
      configuration,
      recurrences,
      parameters,
      input,
      tape.layers[index]!,
      mask_BS ? ops.multiply(dHidden_TBS, mask_BS) : dHidden_TBS,
    );
    Object.assign(gradients, layer.parameters);
    dInitial.push(layer.dInitial);
    // (2) the gradients of all steps that looked a word up are summed there;  ∂L/∂U = Σ δz xᵀ;  ∂L/∂x = Uᵀ δz
    const below = index > 0 ? tape.hidden[index - 1]! : tape.words.words;
    const dBelow = recurrences.map(({ inputWeight, bias }, side) => {
      const dProjected =
        index > 0
          ? layer.dProjected[side]!
          : ops.scatterAdd(layer.dProjected[side]!, input.positions, tape.projectedWords[side]!);
      gradients[inputWeight] = ops.matmulRows(dProjected, below);
      gradients[bias] = ops.sumRows(dProjected);
      return ops.matmul(dProjected, parameters[inputWeight]!);
    });
    dHidden_TBS = dBelow.reduce((sum, part) => ops.add(sum, part));
  }
  // (1)
  const words = input.words
    ? encodeWordsBackward(ops, configuration, parameters, input.words, tape.words, dHidden_TBS)
    : { embedding: dHidden_TBS };
  return {
    parameters: { ...gradients, ...words } as unknown as NetworkParameters<T>,
    dInitial: addStates(ops, dInitial),
  };
}

/** Loss and gradients of one batch: forward, loss, backward. */
export function computeGradients<T>(
  ops: Ops<T>,
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<T>,
  input: NetworkInput<T>,
  target: NetworkTarget<T>,
): NetworkGradients<T> & { readonly loss: T; readonly tape: NetworkTape<T> } {
  const tape = forward(ops, configuration, parameters, input);
  const { loss, dLogits, own } = computeLoss(ops, configuration, parameters, input, tape.logits, target);
  const gradients = backward(ops, configuration, parameters, input, tape, dLogits);
  return { ...gradients, parameters: { ...gradients.parameters, ...own }, loss, tape };
}
