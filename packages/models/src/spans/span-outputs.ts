import { SettingsError } from '@tagger/core';
import { SpanGrammar } from '@tagger/core/internal';
import { listColumnNames } from '../columns/column-names';
import type { Named } from '../layers/layer';
import type { FileWeights } from '../model-file/file-weights';
import type { ModelDescription } from '../model-file/model-description';
import type { Network } from '../network/network';
import { CrfOutput } from '../outputs/crf-output';
import { SpanDecoder, type SpanOutput } from './span-decoder';

/** The column of an output. */
export interface OutputColumn {
  readonly name: string;
  readonly tags: readonly string[];
  readonly isIob1?: boolean | undefined;
}

/** The outputs whose tags mark spans. @param columns of all outputs, in their order */
export function listSpanOutputs(columns: readonly OutputColumn[]): SpanOutput[] {
  return columns.flatMap(({ name, tags, isIob1 }, index) => {
    const grammar = SpanGrammar.of(tags, { isIob1 });
    return grammar ? [{ index, column: name, grammar }] : [];
  });
}

/** The outputs of a model whose tags mark spans, in the order of the outputs. */
export function listModelSpans(model: ModelDescription): SpanOutput[] {
  const { tags, otherTags = [], training } = model;
  const { iob1Columns = [] } = training.corpus;
  const columns = listColumnNames(model).map((name, index) => ({
    name,
    tags: index === 0 ? tags : otherTags[index - 1]!,
    isIob1: iob1Columns.includes(name),
  }));
  return listSpanOutputs(columns);
}

/**
 * The output in which entities are looked for.
 *
 * @throws SettingsError if there is no such column, or its tags mark no spans
 */
export function chooseSpanOutput(model: ModelDescription, column: string | undefined): SpanOutput {
  const outputs = listModelSpans(model);
  const found = column === undefined ? outputs[0] : outputs.find((output) => output.column === column);
  if (found) return found;
  const names = outputs.map((output) => JSON.stringify(output.column));
  if (names.length > 0)
    throw new SettingsError(`the model has no entities in the column ${JSON.stringify(column)}`, {
      hint: `its entities are in ${names.join(', ')}`,
    });
  const examples = model.tags.slice(0, 3).join(', ');
  throw new SettingsError(
    `the tags of the model mark no entities: ${examples}${model.tags.length > 3 ? ', …' : ''}`,
    {
      hint: 'use a model that was trained on tags such as B-PER, I-PER and O',
    },
  );
}

/** What a transition that no sentence may have counts in a path: e to its power is 0 in float32. */
const impossible = -1e4;

/** A conditional random field without the transitions that a grammar forbids. @param transitions [K + 1, K + 1] */
export function constrainTransitions(transitions: Float32Array, grammar: SpanGrammar): Float32Array {
  const K = grammar.tags.length;
  const place = (at: number) => (at === K ? SpanGrammar.boundary : at);
  return transitions.map((value, at) =>
    grammar.allows(place(Math.floor(at / (K + 1))), place(at % (K + 1))) ? value : impossible,
  );
}

/** The parameters that the conditional random fields among these outputs have with constrained transitions; empty if there are none. */
export function constrainOutputs(
  network: Network,
  outputs: readonly SpanOutput[],
  read: (name: string) => Float32Array,
): Named<Float32Array> {
  const constrained: Record<string, Float32Array> = {};
  for (const { index, grammar } of outputs) {
    const output = network.outputs[index];
    if (output instanceof CrfOutput && grammar.isStrict)
      constrained[output.transitions] = constrainTransitions(read(output.transitions), grammar);
  }
  return constrained;
}

/** The outputs of a model that mark spans, ready to decode, and its weights, by which no conditional random field leaves its scheme. */
export interface ModelSpans {
  readonly decoders: readonly SpanDecoder[];
  readonly weights: FileWeights;
}

export function prepareSpans(model: ModelDescription, network: Network, given: FileWeights): ModelSpans {
  const outputs = listModelSpans(model);
  const weights = given.replace(constrainOutputs(network, outputs, (name) => given.values(name)));
  const decoders = outputs.map((span) => {
    const output = network.outputs[span.index];
    return new SpanDecoder(span, {
      transitions: output instanceof CrfOutput ? weights.values(output.transitions) : undefined,
      calibration: model.calibration?.[span.column],
    });
  });
  return { decoders, weights };
}
