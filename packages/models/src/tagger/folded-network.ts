import type { Lexicon } from '@tagger/core';
import { assembleInput, assembleWords } from '../batch/assemble-input';
import { describeSteps } from '../batch/describe-steps';
import { describeCharacters, listTableIds } from '../batch/describe-words';
import { type HostTensor, hostTensor } from '../batch/host-tensor';
import { createCell } from '../cells/create-cell';
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
import type { RuntimeSession, RuntimeTensor } from '../runtime/runtime';
import type { StepScores, TaggingNetwork } from './tagging-network';
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
    this.#cache = new WordCache(directionsOf(configuration).length * projectionSize(configuration));
  }

  static async create(
    configuration: NetworkConfiguration,
    parameters: NetworkParameters<Float32Array>,
    lexicon: Lexicon,
    createSession: (model: Uint8Array) => Promise<RuntimeSession>,
  ): Promise<FoldedNetwork> {
    const wordSession = await createSession(buildWordGraph(configuration, parameters));
    const layerSession = await createSession(buildLayerGraph(configuration, parameters));
    return new FoldedNetwork(configuration, lexicon, wordSession, layerSession);
  }

  async run(sentences: readonly (readonly string[])[]): Promise<StepScores[]> {
    const lengths = Int32Array.from(sentences, (words) => words.length);
    const time = lengths.reduce((longest, length) => Math.max(longest, length), 0);
    await this.#learn(sentences);
    const { positions, rows } = this.#lookUp(sentences, time);
    const results = await this.layerSession.run({
      ...mapValues(describeSteps(this.configuration, lengths, time), toRuntimeTensor),
      ...mapValues(rows, toRuntimeTensor),
      positions: toRuntimeTensor(hostTensor([time, lengths.length], positions)),
    });
    const probabilities = results.probabilities!.data as Float32Array;
    const scores = (results.scores?.data as Float32Array | undefined) ?? probabilities;
    return sentences.map((_, b) => {
      const own = this.#takeSentence(probabilities, lengths, b);
      return {
        probabilities: own,
        scores: scores === probabilities ? own : this.#takeSentence(scores, lengths, b),
      };
    });
  }

  async release(): Promise<void> {
    await this.wordSession.release();
    await this.layerSession.release();
  }

  /** Computes the rows of the words that are new. */
  async #learn(sentences: readonly (readonly string[])[]): Promise<void> {
    const isNew = (word: string) => this.#cache.find(word) === undefined;
    let unknown = new Set(sentences.flatMap((words) => words.filter(isNew)));
    if (unknown.size === 0) return;
    this.#cache.reserve(unknown.size);
    // Room may have been made by forgetting: then all words of the sentences are new.
    unknown = new Set(sentences.flatMap((words) => words.filter(isNew)));
    this.#cache.reserve(unknown.size);
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
    const G = projectionSize(this.configuration);
    const row = new Float32Array(this.#cache.width);
    for (const [r, word] of [...unknown].entries()) {
      for (const [side, values] of projected.entries())
        row.set(values.subarray(r * G, (r + 1) * G), side * G);
      this.#cache.add(word, row);
    }
  }

  /** The rows of the sentences' distinct words, for each direction [R, G], and where each step finds its own [T, B]. */
  #lookUp(sentences: readonly (readonly string[])[], time: number) {
    const B = sentences.length;
    const positions = new Int32Array(time * B);
    const found = new Map<number, number>();
    for (const [b, words] of sentences.entries())
      for (const [t, word] of words.entries()) {
        const place = this.#cache.find(word)!;
        if (!found.has(place)) found.set(place, found.size);
        positions[t * B + b] = found.get(place)!;
      }
    const G = projectionSize(this.configuration);
    const sides = directionsOf(this.configuration).map((name, side) => {
      const rows = new Float32Array(found.size * G);
      for (const [place, position] of found)
        rows.set(this.#cache.row(place).subarray(side * G, (side + 1) * G), position * G);
      return [name, hostTensor([found.size, G], rows)] as const;
    });
    return { positions, rows: Object.fromEntries(sides) };
  }

  /** Of [T, B, K] what belongs to one sentence. */
  #takeSentence(values: Float32Array, lengths: Int32Array, b: number): Float32Array {
    const [B, K] = [lengths.length, this.configuration.tagCount];
    const own = new Float32Array(lengths[b]! * K);
    for (let t = 0; t < lengths[b]!; t++) {
      const start = (t * B + b) * K;
      own.set(values.subarray(start, start + K), t * K);
    }
    return own;
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

function toRuntimeTensor({ shape, data }: HostTensor): RuntimeTensor {
  return { type: data instanceof Float32Array ? 'float32' : 'int32', data, dimensions: shape };
}

function mapValues<From, To>(record: Readonly<Record<string, From>>, map: (value: From) => To) {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, map(value)]));
}
