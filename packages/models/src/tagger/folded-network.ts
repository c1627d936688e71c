import type { Lexicon } from '@tagger/core';
import { assembleInput, assembleWords } from '../batch/assemble-input';
import { describeSteps } from '../batch/describe-steps';
import { describeCharacters, listTableIds } from '../batch/describe-words';
import { type HostTensor, hostTensor, toRuntimeTensor } from '../batch/host-tensor';
import { createCell } from '../cells/create-cell';
import type { Precision } from '../model-file/weights';
import {
  directionsOf,
  listTables,
  type NetworkConfiguration,
  type NetworkParameters,
  parameterShapes,
} from '../network/configuration';
import { projectWords, runLayers } from '../network/network';
import { decode } from '../network/output';
import { encodeWords } from '../network/word-encoder';
import { encodeModel } from '../onnx/encode-model';
import { GraphBuilder } from '../onnx/graph-builder';
import type { DataType } from '../onnx/model-proto';
import { OnnxOps } from '../ops/onnx-ops';
import type { RuntimeSession } from '../runtime/runtime';
import { buildQuantizedGraph, isQuantizable } from './quantized-graph';
import type { BatchScores, TaggingNetwork } from './tagging-network';
import { WordCache } from './word-cache';

/*
 * Axes:  T time   B batch   R distinct words   G gates · H   S directions   K tags
 */

/**
 * A network in two graphs. What comes before the first recurrence depends on the word alone: the first graph computes
 * U x + b of each word once, and it is kept; the second one does what is left, the recurrences and the output.
 */
export class FoldedNetwork implements TaggingNetwork {
  readonly #cache: WordCache;

  private constructor(
    private readonly configuration: NetworkConfiguration,
    private readonly lexicon: Lexicon,
    private readonly wordSession: RuntimeSession,
    private readonly layerSession: RuntimeSession,
  ) {
    this.#cache = new WordCache(directionsOf(configuration).length, projectionSize(configuration));
  }

  static async create(
    configuration: NetworkConfiguration,
    parameters: NetworkParameters<Float32Array>,
    precision: Precision,
    lexicon: Lexicon,
    createSession: (model: Uint8Array) => Promise<RuntimeSession>,
  ): Promise<FoldedNetwork> {
    const wordSession = await createSession(buildWordGraph(configuration, parameters));
    const buildLayers =
      precision === 'int8' && isQuantizable(configuration) ? buildQuantizedGraph : buildLayerGraph;
    const layerSession = await createSession(buildLayers(configuration, parameters));
    return new FoldedNetwork(configuration, lexicon, wordSession, layerSession);
  }

  async run(sentences: readonly (readonly string[])[]): Promise<BatchScores> {
    const lengths = Int32Array.from(sentences, (words) => words.length);
    const time = lengths.reduce((longest, length) => Math.max(longest, length), 0);
    const places = await this.#findPlaces(sentences, time);
    const { positions, rows } = this.#shareRows(places);
    const results = await this.layerSession.run({
      ...mapValues(describeSteps(this.configuration, lengths, time), toRuntimeTensor),
      ...mapValues(rows, toRuntimeTensor),
      positions: toRuntimeTensor(hostTensor([time, lengths.length], positions)),
    });
    const probabilities = results.probabilities!.data as Float32Array;
    const scores = (results.scores?.data as Float32Array | undefined) ?? probabilities;
    const [B, K] = [lengths.length, this.configuration.tagCount];
    return { probabilities, scores, place: (b, t) => (t * B + b) * K };
  }

  async release(): Promise<void> {
    await this.wordSession.release();
    await this.layerSession.release();
  }

  /** Where each step's word stands in the cache [T, B], with the words that are new. */
  async #findPlaces(sentences: readonly (readonly string[])[], time: number): Promise<Int32Array> {
    const B = sentences.length;
    const places = new Int32Array(time * B);
    for (;;) {
      const unknown = new Set<string>();
      for (let b = 0; b < B; b++) {
        const words = sentences[b]!;
        for (let t = 0; t < words.length; t++) {
          const place = this.#cache.find(words[t]!);
          if (place === undefined) unknown.add(words[t]!);
          else places[t * B + b] = place;
        }
      }
      if (unknown.size === 0) return places;
      const known = this.#cache.size;
      this.#cache.reserve(unknown.size);
      // Where room was made by forgetting, all words of the sentences are new.
      if (this.#cache.size === known) await this.#learn(unknown);
    }
  }

  /** Computes the rows of new words, for which there is room. */
  async #learn(unknown: ReadonlySet<string>): Promise<void> {
    const words = Array.from(unknown, (word) => this.lexicon.read(word));
    const tables = Object.entries(listTableIds(this.configuration, words)).map(
      ([table, ids]) => [`words.${table}`, ids] as const,
    );
    const results = await this.wordSession.run(
      mapValues(
        { ...Object.fromEntries(tables), ...describeCharacters(this.configuration, words) },
        toRuntimeTensor,
      ),
    );
    const projected = directionsOf(this.configuration).map((name) => results[name]!.data as Float32Array);
    this.#cache.add(unknown, projected);
  }

  /**
   * The rows for each direction [R, G], and where each step finds its own [T, B]: the whole cache, unless that is much larger
   * than the batch, since a runtime may copy it.
   */
  #shareRows(places: Int32Array): { positions: Int32Array; rows: Record<string, HostTensor> } {
    const G = this.#cache.width;
    const tables = this.#cache.tables();
    const toRows = (values: readonly Float32Array[], count: number) =>
      Object.fromEntries(
        directionsOf(this.configuration).map((name, side) => [name, hostTensor([count, G], values[side]!)]),
      );
    if (this.#cache.size <= 8 * places.length)
      return { positions: places, rows: toRows(tables, this.#cache.size) };
    const found = new Map<number, number>();
    for (const place of places) if (!found.has(place)) found.set(place, found.size);
    const copies = tables.map((table) => {
      const rows = new Float32Array(found.size * G);
      for (const [place, position] of found)
        rows.set(table.subarray(place * G, (place + 1) * G), position * G);
      return rows;
    });
    return { positions: places.map((place) => found.get(place)!), rows: toRows(copies, found.size) };
  }
}

/** U x + b of words, for each direction [R, G]. */
function buildWordGraph(
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<Float32Array>,
): Uint8Array {
  const graph = new GraphBuilder('words');
  const ops = new OnnxOps(graph);
  const weights = writeWeights(graph, configuration, parameters);
  const input = assembleWords(configuration, declareWords(graph, configuration));
  const { words } = encodeWords(ops, configuration, weights, input);
  const projected = projectWords(ops, configuration, weights, words);
  for (const [side, name] of directionsOf(configuration).entries())
    declareOutput(graph, name, projected[side]!);
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

/** Inputs as `listTableIds` and `describeCharacters` name them. */
function declareWords(graph: GraphBuilder, configuration: NetworkConfiguration): Record<string, string> {
  const { features, characters } = configuration;
  const inputs: Record<string, string> = {};
  for (const table of listTables(configuration)) {
    const axes = table === 'features' ? ['words', features!.count] : ['words'];
    inputs[`words.${table}`] = graph.input(`words.${table}`, 'int32', axes);
  }
  if (!characters) return inputs;
  const declare = (name: string, type: DataType, ...axes: (string | number)[]) => {
    inputs[name] = graph.input(name, type, axes);
  };
  declare('characters.forward', 'int32', 'characters', 'words');
  declare('characters.backward', 'int32', 'characters', 'words');
  declare('characters.last', 'int32', 'words');
  declare('characters.isLast', 'float32', 'characters', 'words', 1);
  declare('characters.zeros', 'float32', 'words', characters.hiddenSize);
  return inputs;
}

/** From there to the probabilities. */
function buildLayerGraph(
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<Float32Array>,
): Uint8Array {
  const graph = new GraphBuilder('layers');
  const ops = new OnnxOps(graph);
  const weights = writeWeights(graph, configuration, parameters);
  const { hiddenSize, tagCount, bidirectional, output } = configuration;
  const steps: Record<string, string> = { positions: graph.input('positions', 'int32', ['time', 'batch']) };
  if (bidirectional) steps.mirror = graph.input('mirror', 'int32', ['time', 'batch']);
  for (const state of createCell(configuration).stateNames)
    steps[`initial.${state}`] = graph.input(`initial.${state}`, 'float32', ['batch', hiddenSize]);
  if (output === 'crf') {
    steps['crf.mask'] = graph.input('crf.mask', 'float32', ['time', 'batch', 1]);
    steps['crf.boundary'] = graph.input('crf.boundary', 'float32', ['batch', tagCount + 1]);
  }
  const input = assembleInput(configuration, steps);
  const projected = directionsOf(configuration).map((name) => {
    const rows = graph.input(name, 'float32', ['words', projectionSize(configuration)]);
    return ops.gather(rows, input.positions);
  });
  const { logits } = runLayers(ops, configuration, weights, input, projected);
  const { logProbabilities, scores } = decode(ops, configuration, weights, input.crf, logits);
  declareOutput(graph, 'probabilities', ops.exp(logProbabilities));
  if (output === 'crf') declareOutput(graph, 'scores', scores);
  return encodeModel({ metadata: new Map(), graph: graph.build() });
}

function writeWeights(
  graph: GraphBuilder,
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<Float32Array>,
): NetworkParameters<string> {
  const values = Object.entries(parameterShapes(configuration)).map(([name, dimensions]) => [
    name,
    graph.initializer(name, { type: 'float32', dimensions, data: parameters[name]! }),
  ]);
  return Object.fromEntries(values) as NetworkParameters<string>;
}

function declareOutput(graph: GraphBuilder, name: string, value: string): void {
  graph.output(graph.node('Identity', [value], {}, name), 'float32');
}

/** G */
function projectionSize(configuration: NetworkConfiguration): number {
  return createCell(configuration).gates * configuration.hiddenSize;
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
