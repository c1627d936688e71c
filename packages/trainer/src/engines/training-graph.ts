import {
  type CardProvider,
  declareInputs,
  encodeModel,
  GraphBuilder,
  type HostTensor,
  listTables,
  listTrained,
  type Named,
  type Network,
  OnnxGpuOps,
  OnnxOps,
  type OnnxValue,
  type ParameterSpec,
  take,
} from '@tagger/models/internal';
import type { PreparedBatch } from '../batches/prepare-batch';
import { listStates, type Optimizer, type OptimizerState, stateName } from '../optimizers/optimizer';
import { updateParameters } from '../optimizers/update-parameters';

/** Names of the graphs' inputs apart from the parameters, the optimiser's states and the batch. */
export const inputNames = { learningRate: 'learningRate', decay: 'decay' };
/** 1 for each of a table's rows that learns, 0 for each that is frozen [R, 1]. */
export const learnsName = (table: string) => `learns_${table}`;
/** Which rows of a table the batch uses. */
export const idsName = (table: string) => `ids_${table}`;
/** The sum of a parameter's gradients over some batches. */
export const sumName = (parameter: string) => `sum_${parameter}`;
export const updatedName = (name: string) => `updated_${name}`;

/** The scores of an output next to the first one. */
export const otherScoresName = (output: string) => `scores.${output}`;

/** How a graph is written. */
export interface GraphForm {
  /** For a graphics card loops are unrolled, and other operators stand for those that its provider lacks. */
  readonly for: 'cpu' | CardProvider;
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
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly clipNorm: number;
  /** Tables of which some rows are frozen. */
  readonly frozenRows?: Named<unknown> | undefined;
}

/**
 * A whole training step as one ONNX file: parameters, states of the optimiser and a batch in, loss and all of them updated
 * out.
 *
 * @param batch one like those that the graph is for: of its numbers only the names, types and ranks matter
 */
export function buildStepGraph(task: TrainingTask, form: GraphForm, batch: PreparedBatch): Uint8Array {
  const graph = new TrainingGraph('training_step', task.network, form);
  const { loss, gradients } = graph.writeGradients(batch);
  graph.declareOutput('loss', loss);
  graph.writeUpdate(task, gradients);
  return graph.encode();
}

/** A step without its update: the gradients, added to sums that come in, go out. */
export function buildGradientGraph(
  { network }: TrainingTask,
  form: GraphForm,
  batch: PreparedBatch,
): Uint8Array {
  const graph = new TrainingGraph('gradients', network, form);
  const { loss, gradients } = graph.writeGradients(batch);
  const sums = graph.declareSums();
  graph.declareOutput('loss', loss);
  for (const [name, sum] of Object.entries(sums))
    graph.declareOutput(updatedName(sumName(name)), graph.ops.add(sum, gradients[name]!));
  return graph.encode();
}

/** The update of a step, by sums of gradients. */
export function buildUpdateGraph(task: TrainingTask, form: GraphForm): Uint8Array {
  const graph = new TrainingGraph('update', task.network, form);
  graph.writeUpdate(task, graph.declareSums());
  return graph.encode();
}

/** The forward pass as an ONNX file: parameters and a batch in, log-probabilities and scores of the first output out, and scores of the others. */
export function buildPredictionGraph(
  network: Network,
  form: GraphForm,
  inputs: Named<HostTensor>,
): Uint8Array {
  const graph = new TrainingGraph('prediction', network, form);
  const [first, ...others] = network.predict(graph.ops, graph.readBatch(inputs));
  graph.declareOutput('logProbabilities', first!.logProbabilities);
  graph.declareOutput('scores', first!.scores);
  for (const [index, { scores }] of others.entries())
    graph.declareOutput(otherScoresName(network.outputs[index + 1]!.name), scores);
  return graph.encode();
}

/** A graph with the parameters of a network. */
class TrainingGraph {
  readonly ops: OnnxOps;
  /** Of tables the rows that the batch uses. */
  readonly parameters: Named<OnnxValue>;
  readonly #graph: GraphBuilder;
  readonly #specs: Named<ParameterSpec>;
  /** [R, 1] for each table that comes whole. */
  readonly #ids: Named<OnnxValue>;

  constructor(
    name: string,
    private readonly network: Network,
    private readonly form: GraphForm,
  ) {
    this.#graph = new GraphBuilder(name);
    this.ops =
      form.for === 'cpu' ? new OnnxOps(this.#graph) : new OnnxGpuOps(this.#graph, form.for, form.steps);
    const tables = form.table === 'whole' ? listTables(network) : [];
    this.#ids = Object.fromEntries(
      tables.map(({ name: table }) => [
        table,
        this.#graph.input(idsName(table), 'int64', [`rows_${table}`, 1]),
      ]),
    );
    this.#specs = Object.fromEntries(network.parameters.map((spec) => [spec.name, spec]));
    this.parameters = Object.fromEntries(
      network.parameters.map(({ name }) => [name, this.#takeRows(this.#declare(name, name), name)]),
    );
  }

  /** Declares the tensors of a batch. */
  readBatch(tensors: Named<HostTensor>) {
    const specs = [...this.network.inputs, ...this.network.targets].filter(({ name }) => name in tensors);
    return { parameters: this.parameters, inputs: declareInputs(this.#graph, specs) };
  }

  writeGradients({ inputs, target }: PreparedBatch) {
    return this.network.computeGradients(this.ops, this.readBatch({ ...inputs, ...target }));
  }

  writeUpdate({ optimizer, clipNorm, frozenRows = {} }: TrainingTask, gradients: Named<OnnxValue>): void {
    const trained = listTrained(this.network);
    const whole: Record<string, OnnxValue> = {};
    const states: Record<string, OptimizerState<OnnxValue>> = {};
    for (const { state, parameter, name } of listStates(optimizer, trained)) {
      whole[name] = this.#declare(name, parameter);
      states[parameter] = { ...states[parameter], [state]: this.#takeRows(whole[name], parameter) };
    }
    const scalar = (name: string) => this.#graph.input(name, 'float32', []);
    const rates = { learningRate: scalar(inputNames.learningRate), decay: scalar(inputNames.decay) };
    const learning: Record<string, OnnxValue> = { ...gradients };
    for (const table of Object.keys(frozenRows)) {
      const learns_R1 = this.#graph.input(learnsName(table), 'float32', [`rows_${table}`, 1]);
      learning[table] = this.ops.multiply(take(gradients, table), learns_R1);
    }
    const updated = updateParameters(
      this.ops,
      { optimizer, clipNorm },
      trained,
      { parameters: this.parameters, gradients: learning, states },
      rates,
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
    return Object.fromEntries(
      listTrained(this.network).map((name) => [
        name,
        this.#graph.input(sumName(name), 'float32', this.#rowsOf(take(this.#specs, name))),
      ]),
    );
  }

  declareOutput(name: string, value: OnnxValue): void {
    this.#graph.output(this.#graph.node('Identity', [value], {}, name), 'float32');
  }

  encode(): Uint8Array {
    return encodeModel({ metadata: new Map(), graph: this.#graph.build() });
  }

  /** @param name of a parameter, or of a state of it */
  #declare(name: string, parameter: string): OnnxValue {
    const spec = take(this.#specs, parameter);
    const isWhole = this.form.table === 'whole';
    return this.#graph.input(name, 'float32', isWhole ? spec.shape : this.#rowsOf(spec));
  }

  /** The shape, of a table that of some rows. */
  #rowsOf({ name, shape, isTable }: ParameterSpec): readonly (number | string)[] {
    return isTable ? [`rows_${name}`, ...shape.slice(1)] : shape;
  }

  #takeRows(value: OnnxValue, parameter: string): OnnxValue {
    const ids = this.#ids[parameter];
    return ids ? this.ops.takeRows(value, ids) : value;
  }
}
