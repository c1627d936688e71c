import type { Lexicon } from '@tagger/core';
import { assembleInput, assembleWords } from '../batch/assemble-input';
import { describeSteps } from '../batch/describe-steps';
import { describeCharacters, listTableIds } from '../batch/describe-words';
import { type HostTensor, hostTensor, toRuntimeTensor } from '../batch/host-tensor';
import { groupSentences, type LanePlan, packSentences, spreadSentences } from '../batch/lanes';
import { createCell } from '../cells/create-cell';
import { mapValues } from '../map-values';
import type { Precision } from '../model-file/weights';
import {
  directionsOf,
  listTables,
  type NetworkConfiguration,
  type NetworkParameters,
  parameterShapes,
  wordSize,
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
import { type BatchScores, limitSteps, planPadded, type TaggingNetwork } from './tagging-network';
import { WordCache } from './word-cache';

/** Lanes of a batch without padding: fewer leave the processor idle, more do not fit its cache. */
const laneCount = 256;

/** Steps of such a batch: enough to fill the lanes well. */
const maximumSteps = 32_768;

/** Values of the vectors of new words, at most: 256 MiB. */
const maximumWordValues = 2 ** 26;

/*
 * Axes:  T time   B sentences side by side, or lanes   R distinct words   D directions   G gates · H   K tags
 */

/**
 * A network in two graphs. What comes before the first recurrence depends on the word alone: the first graph computes
 * U x + b of each word once, and it is kept; the second one does what is left, the recurrences and the output.
 */
export class FoldedNetwork implements TaggingNetwork {
  readonly #cache: WordCache;
  /** The run before: they share the cache, and so come one after another. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly configuration: NetworkConfiguration,
    private readonly lexicon: Lexicon,
    private readonly wordSession: RuntimeSession,
    private readonly layerSession: RuntimeSession,
    private readonly isPacking: boolean,
  ) {
    this.#cache = new WordCache(projectNoWord(configuration, isPacking));
  }

  static async create(
    configuration: NetworkConfiguration,
    parameters: NetworkParameters<Float32Array>,
    precision: Precision,
    lexicon: Lexicon,
    createSession: (model: Uint8Array) => Promise<RuntimeSession>,
  ): Promise<FoldedNetwork> {
    const wordSession = await createSession(buildWordGraph(configuration, parameters));
    const isQuantized = precision === 'int8' && isQuantizable(configuration);
    const buildLayers = isQuantized ? buildQuantizedGraph : buildLayerGraph;
    const layerSession = await createSession(buildLayers(configuration, parameters)).catch(async (error) => {
      await wordSession.release();
      throw error;
    });
    return new FoldedNetwork(configuration, lexicon, wordSession, layerSession, isQuantized);
  }

  plan(lengths: readonly number[]): number[][] {
    if (!this.isPacking) return planPadded(lengths, this.configuration);
    return groupSentences(lengths, limitSteps(this.configuration, maximumSteps));
  }

  run(sentences: readonly (readonly string[])[]): Promise<BatchScores> {
    const result = this.#last.then(() => this.#run(sentences));
    this.#last = result.catch(() => {});
    return result;
  }

  async #run(sentences: readonly (readonly string[])[]): Promise<BatchScores> {
    const lengths = Int32Array.from(sentences, (words) => words.length);
    const plan = this.isPacking ? packSentences(lengths, laneCount) : spreadSentences(lengths);
    const { lanes, time, lane, start } = plan;
    const places = await this.#findPlaces(sentences, plan);
    const { positions, rows } = this.#shareRows(places);
    const results = await this.layerSession.run({
      ...mapValues(describeSteps(this.configuration, lengths, plan), toRuntimeTensor),
      rows: toRuntimeTensor(rows),
      positions: toRuntimeTensor(hostTensor([time, lanes], positions)),
    });
    const probabilities = results.probabilities!.data as Float32Array;
    const scores = (results.scores?.data as Float32Array | undefined) ?? probabilities;
    const K = this.configuration.tagCount;
    return { probabilities, scores, place: (b, t) => ((start[b]! + t) * lanes + lane[b]!) * K };
  }

  async release(): Promise<void> {
    const sessions = [this.wordSession, this.layerSession];
    const [failure] = (await Promise.allSettled(sessions.map((session) => session.release()))).filter(
      ({ status }) => status === 'rejected',
    );
    if (failure) throw (failure as PromiseRejectedResult).reason;
  }

  /** Where each step's word stands in the cache [T, B], with the words that are new; 0 is no word. */
  async #findPlaces(
    sentences: readonly (readonly string[])[],
    { lanes, time, lane, start }: LanePlan,
  ): Promise<Int32Array> {
    const places = new Int32Array(time * lanes);
    for (;;) {
      const unknown = new Set<string>();
      for (const [index, words] of sentences.entries()) {
        let at = start[index]! * lanes + lane[index]!;
        for (const word of words) {
          const place = this.#cache.find(word);
          if (place === undefined) unknown.add(word);
          else places[at] = place;
          at += lanes;
        }
      }
      if (unknown.size === 0) return places;
      const known = this.#cache.size;
      this.#cache.reserve(unknown.size);
      // Where room was made by forgetting, all words of the sentences are new.
      if (this.#cache.size === known) await this.#learnAll([...unknown]);
    }
  }

  async #learnAll(unknown: readonly string[]): Promise<void> {
    const size = Math.max(1, Math.floor(maximumWordValues / wordSize(this.configuration)));
    for (let start = 0; start < unknown.length; start += size)
      await this.#learn(unknown.slice(start, start + size));
  }

  /** Computes the rows of new words, for which there is room. */
  async #learn(unknown: readonly string[]): Promise<void> {
    const words = unknown.map((word) => this.lexicon.read(word));
    const tables = Object.entries(listTableIds(this.configuration, words)).map(
      ([table, ids]) => [`words.${table}`, ids] as const,
    );
    const results = await this.wordSession.run(
      mapValues(
        { ...Object.fromEntries(tables), ...describeCharacters(this.configuration, words) },
        toRuntimeTensor,
      ),
    );
    this.#cache.add(unknown, results.rows!.data as Float32Array);
  }

  /**
   * Rows [D · R, G], and where each step finds its word among R [T, B]: the whole cache, unless that is much larger than the
   * batch, since a runtime may copy it.
   */
  #shareRows(places: Int32Array): { positions: Int32Array; rows: HostTensor } {
    const { rows, size, width } = this.#cache;
    const G = projectionSize(this.configuration);
    const shape = (data: Float32Array) => hostTensor([data.length / G, G], data);
    if (size <= 8 * places.length) return { positions: places, rows: shape(rows) };
    const found = new Map<number, number>();
    for (const place of places) if (!found.has(place)) found.set(place, found.size);
    const copies = new Float32Array(found.size * width);
    for (const [place, position] of found)
      copies.set(rows.subarray(place * width, (place + 1) * width), position * width);
    return { positions: places.map((place) => found.get(place)!), rows: shape(copies) };
  }
}

/** U x + b of words, for each direction: [R, D · G]. */
function buildWordGraph(
  configuration: NetworkConfiguration,
  parameters: NetworkParameters<Float32Array>,
): Uint8Array {
  const graph = new GraphBuilder('words');
  const ops = new OnnxOps(graph);
  const weights = writeWeights(graph, configuration, parameters);
  const input = assembleWords(configuration, declareWords(graph, configuration));
  const { words } = encodeWords(ops, configuration, weights, input);
  declareOutput(
    graph,
    'rows',
    graph.node('Concat', projectWords(ops, configuration, weights, words), { axis: -1 }),
  );
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
  // The tables are the most of a model, and are read for the words alone.
  const tables: readonly string[] = listTables(configuration);
  const weights = writeWeights(graph, configuration, parameters, (name) => !tables.includes(name));
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
  const rows = graph.input('rows', 'float32', ['rows', projectionSize(configuration)]);
  const directions = directionsOf(configuration);
  const first_TB = graph.node('Mul', [input.positions, graph.int32(directions.length)]);
  const projected = directions.map((_, side) =>
    ops.gather(rows, graph.node('Add', [first_TB, graph.int32(side)])),
  );
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
  isRead: (name: string) => boolean = () => true,
): NetworkParameters<string> {
  const shapes = Object.entries(parameterShapes(configuration)).filter(([name]) => isRead(name));
  const values = shapes.map(([name, dimensions]) => [
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

/**
 * What stands in the place of U x + b where there is no word. An LSTM forgets there all that it knew, and says nothing, so that a
 * sentence can follow another; other networks are padded, with anything.
 */
function projectNoWord(configuration: NetworkConfiguration, forgets: boolean): Float32Array {
  const { hiddenSize: H } = configuration;
  const row = new Float32Array(directionsOf(configuration).length * projectionSize(configuration));
  // σ of it is 0. Gates stand in the order i, r, f, c̃.
  if (forgets) for (let at = 0; at < row.length; at++) row[at] = at % (4 * H) < 3 * H ? -1000 : 0;
  return row;
}
