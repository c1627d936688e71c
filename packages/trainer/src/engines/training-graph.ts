import {
  assembleInput,
  assembleTarget,
  computeGradients,
  decode,
  encodeModel,
  forward,
  GraphBuilder,
  type HostTensor,
  listTables,
  listTrained,
  type NetworkConfiguration,
  type NetworkParameters,
  OnnxGpuOps,
  OnnxOps,
  type OnnxValue,
  parameterShapes,
} from '@tagger/models';
import type { PreparedBatch } from '../batches/prepare-batch';
import { listStates, type Optimizer, type OptimizerState, stateName } from '../optimizers/optimizer';
import { updateParameters } from '../optimizers/update-parameters';

/** Names of the graphs' inputs beside the parameters, the optimiser's states and the batch. */
export const inputNames = { learns: 'learns', learningRate: 'learningRate', decay: 'decay' };
/** Which rows of a table the batch uses. */
export const idsName = (table: string) => `ids_${table}`;
/** The sum of a parameter's gradients over some batches. */
export const sumName = (parameter: string) => `sum_${parameter}`;
export const updatedName = (name: string) => `updated_${name}`;

/** How a graph is written. */
export interface GraphForm {
  /** For a graphics card loops are unrolled, and other operators stand for those that its provider lacks. */
  readonly for: 'cpu' | 'gpu';
  /**
   * What goes in and comes out of a table: the rows that the batch uses, or the whole, in which the graph looks the rows up
   * and writes them back.
   */
  readonly table: 'rows' | 'whole';
  /** The number of steps that loops are unrolled to. */
  readonly steps?: number | undefined;
}

/** What is trained, and how. */
export interface TrainingTask {
  readonly configuration: NetworkConfiguration;
  readonly optimizer: Optimizer;
  readonly clipNorm: number;
}

/**
 * A whole training step as one ONNX file: parameters, states of the optimiser and a batch in, loss and all of them updated
 * out; with 1 for each row of the embedding that learns and 0 for each that is frozen.
 *
 * @param batch one like those that the graph is for: of its numbers only the names, types and ranks matter
 */
export function buildStepGraph(task: TrainingTask, form: GraphForm, batch: PreparedBatch): Uint8Array {
  const graph = new TrainingGraph('training_step', task.configuration, form);
  const { loss, gradients } = graph.writeGradients(batch);
  graph.declareOutput('loss', loss);
  graph.writeUpdate(task, gradients);
  return graph.encode();
}

/** A step without its update: the gradients, added to sums that come in, go out. */
export function buildGradientGraph(
  { configuration }: TrainingTask,
  form: GraphForm,
  batch: PreparedBatch,
): Uint8Array {
  const graph = new TrainingGraph('gradients', configuration, form);
  const { loss, gradients } = graph.writeGradients(batch);
  const sums = graph.declareSums();
  graph.declareOutput('loss', loss);
  for (const [name, sum] of Object.entries(sums))
    graph.declareOutput(updatedName(sumName(name)), graph.ops.add(sum, gradients[name]!));
  return graph.encode();
}

/** The update of a step, by sums of gradients. */
export function buildUpdateGraph(task: TrainingTask, form: GraphForm): Uint8Array {
  const graph = new TrainingGraph('update', task.configuration, form);
  graph.writeUpdate(task, graph.declareSums());
  return graph.encode();
}

/** The forward pass as an ONNX file: parameters and a batch in, log-probabilities and scores out. */
export function buildPredictionGraph(
  configuration: NetworkConfiguration,
  form: GraphForm,
  { inputs }: Pick<PreparedBatch, 'inputs'>,
): Uint8Array {
  const graph = new TrainingGraph('prediction', configuration, form);
  const input = assembleInput(configuration, graph.declareInputs(inputs));
  const { logits } = forward(graph.ops, configuration, graph.parameters, input);
  const decoded = decode(graph.ops, configuration, graph.parameters, input.crf, logits);
  graph.declareOutput('logProbabilities', decoded.logProbabilities);
  graph.declareOutput('scores', decoded.scores);
  return graph.encode();
}

/** A graph with the parameters of a network. */
class TrainingGraph {
  readonly ops: OnnxOps;
  /** Of tables the rows that the batch uses. */
  readonly parameters: NetworkParameters<OnnxValue>;
  readonly #graph: GraphBuilder;
  /** [R, 1] for each table that comes whole. */
  readonly #ids: Readonly<Record<string, OnnxValue>>;

  constructor(
    name: string,
    private readonly configuration: NetworkConfiguration,
    private readonly form: GraphForm,
  ) {
    this.#graph = new GraphBuilder(name);
    this.ops = form.for === 'gpu' ? new OnnxGpuOps(this.#graph, form.steps) : new OnnxOps(this.#graph);
    const tables = form.table === 'whole' ? listTables(configuration) : [];
    this.#ids = Object.fromEntries(
      tables.map((table) => [table, this.#graph.input(idsName(table), 'int64', [`rows_${table}`, 1])]),
    );
    const names = Object.keys(parameterShapes(configuration));
    this.parameters = Object.fromEntries(
      names.map((parameter) => [parameter, this.#takeRows(this.#declare(parameter, parameter), parameter)]),
    ) as NetworkParameters<OnnxValue>;
  }

  writeGradients({ inputs, target }: PreparedBatch) {
    const input = assembleInput(this.configuration, this.declareInputs(inputs));
    const goal = assembleTarget(this.declareInputs(target));
    const { loss, parameters } = computeGradients(this.ops, this.configuration, this.parameters, input, goal);
    return { loss, gradients: parameters as Readonly<Record<string, OnnxValue>> };
  }

  writeUpdate({ optimizer, clipNorm }: TrainingTask, gradients: Readonly<Record<string, OnnxValue>>): void {
    const trained = listTrained(this.configuration);
    const whole: Record<string, OnnxValue> = {};
    const states: Record<string, OptimizerState<OnnxValue>> = {};
    for (const { state, parameter, name } of listStates(optimizer, trained)) {
      whole[name] = this.#declare(name, parameter);
      states[parameter] = { ...states[parameter], [state]: this.#takeRows(whole[name], parameter) };
    }
    const scalar = (name: string) => this.#graph.input(name, 'float32', []);
    const rates = { learningRate: scalar(inputNames.learningRate), decay: scalar(inputNames.decay) };
    const learns_R1 = this.#graph.input(inputNames.learns, 'float32', ['rows_embedding', 1]);
    const updated = updateParameters(
      this.ops,
      optimizer,
      trained,
      this.parameters,
      { ...gradients, embedding: this.ops.multiply(gradients.embedding!, learns_R1) },
      states,
      rates,
      clipNorm,
    );
    this.declareOutput('gradientNorm', updated.gradientNorm);
    const putBack = (name: string, parameter: string, rows: OnnxValue, table: OnnxValue) => {
      const ids = this.#ids[parameter];
      this.declareOutput(updatedName(name), ids ? this.ops.replaceRows(table, ids, rows) : rows);
    };
    for (const parameter of trained) {
      putBack(parameter, parameter, updated.parameters[parameter]!, parameter);
      for (const state of optimizer.stateNames) {
        const name = stateName(state, parameter);
        putBack(name, parameter, updated.states[parameter]![state]!, whole[name]!);
      }
    }
  }

  declareSums(): Record<string, OnnxValue> {
    const names = listTrained(this.configuration);
    const shapes = parameterShapes(this.configuration);
    return Object.fromEntries(
      names.map((name) => [
        name,
        this.#graph.input(sumName(name), 'float32', this.#rowsOf(name, shapes[name]!)),
      ]),
    );
  }

  declareInputs(tensors: Readonly<Record<string, HostTensor>>): Record<string, OnnxValue> {
    const declared = Object.entries(tensors).map(([name, { shape, data }]) => {
      const axes = shape.map((_, axis) => `${name}_${axis}`);
      return [name, this.#graph.input(name, data instanceof Float32Array ? 'float32' : 'int32', axes)];
    });
    return Object.fromEntries(declared);
  }

  declareOutput(name: string, value: OnnxValue): void {
    this.#graph.output(this.#graph.node('Identity', [value], {}, name), 'float32');
  }

  encode(): Uint8Array {
    return encodeModel({ metadata: new Map(), graph: this.#graph.build() });
  }

  /** @param name of a parameter, or of a state of it */
  #declare(name: string, parameter: string): OnnxValue {
    const shape = parameterShapes(this.configuration)[parameter]!;
    const isWhole = this.form.table === 'whole';
    return this.#graph.input(name, 'float32', isWhole ? shape : this.#rowsOf(parameter, shape));
  }

  /** Of a table some rows. */
  #rowsOf(parameter: string, shape: readonly number[]): readonly (number | string)[] {
    const isTable = listTables(this.configuration).some((table) => table === parameter);
    return isTable ? [`rows_${parameter}`, ...shape.slice(1)] : shape;
  }

  #takeRows(value: OnnxValue, parameter: string): OnnxValue {
    const ids = this.#ids[parameter];
    return ids ? this.ops.takeRows(value, ids) : value;
  }
}
