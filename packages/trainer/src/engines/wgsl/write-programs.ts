import { type Environment, type Named, type Network, take } from '@tagger/models/internal';
import {
  type GroupLimits,
  Program,
  type Shape,
  type Space,
  type WgslNode,
  WgslOps,
} from '@tagger/models/webgpu';
import { type Optimizer, stateName } from '../../optimizers/optimizer';
import { updateParameters } from '../../optimizers/update-parameters';
import { dense, type ModelLayout } from './model-layout';

/** What a training step is of. */
export interface StepTask {
  readonly network: Network;
  readonly optimizer: Optimizer;
  readonly clipNorm: number;
  /** Tables of which some rows are frozen. */
  readonly frozen: readonly string[];
}

/** Names of what the card is given in addition to a batch's own tensors. */
export const idsName = (table: string) => `ids/${table}`;
export const learnsName = (table: string) => `learns/${table}`;
export const rowsAxis = (table: string) => `rows of ${table}`;
export const rates = ['learningRate', 'decay'] as const;

const at = (space: Space, key: string) => ({ space, key: `${space}/${key}` });

/** Writes the kernels of a network. */
export class ProgramWriter {
  constructor(
    private readonly layout: ModelLayout,
    private readonly task: StepTask,
    private readonly limits: GroupLimits,
  ) {}

  /** The loss and the gradients of a batch that has tensors of these names. */
  gradients(names: ReadonlySet<string>): Program {
    const ops = new WgslOps();
    const { network, frozen } = this.task;
    const { loss, gradients } = network.computeGradients(ops, this.#readBatch(ops, names));
    const outputs = this.layout.trained.map(({ name }) => {
      const gradient = take(gradients, name);
      const isPart = frozen.includes(name);
      const learns = isPart && ops.leaf('batch', learnsName(name), [rowsAxis(name), 1]);
      return {
        node: learns ? ops.multiply(gradient, learns) : gradient,
        storage: at('work', `gradient/${name}`),
      };
    });
    return new Program(ops, [{ node: loss, storage: at('work', 'loss') }, ...outputs], this.limits);
  }

  /** Shapes of what the network says of each step: log-probabilities and scores of the first output, scores of the others. */
  get outputs(): readonly Shape[] {
    const [first, ...others] = this.task.network.outputs;
    return [first!, first!, ...others].map(({ tagCount }) => ['time', 'batch', tagCount]);
  }

  prediction(names: ReadonlySet<string>): Program {
    const ops = new WgslOps();
    const [first, ...others] = this.task.network.predict(ops, this.#readBatch(ops, names));
    const outputs = [first!.logProbabilities, first!.scores, ...others.map(({ scores }) => scores)];
    const stored = outputs.map((node, index) => ({
      node,
      storage: { space: 'work', key: outputKey(index) } as const,
    }));
    return new Program(ops, stored, this.limits);
  }

  /** Copies the gradients of a batch to where those of several are summed, or adds them. */
  sum(isFirst: boolean): Program {
    const ops = new WgslOps();
    const [own, sum] = ['own', 'sum'].map((name) => ops.leaf('work', name, ['region'])) as [
      WgslNode,
      WgslNode,
    ];
    const node = isFirst ? own : ops.add(sum, own);
    return new Program(ops, [], this.limits, [[{ node, storage: at('work', 'sum') }]]);
  }

  /** The step of the optimiser, in place. */
  update(): Program {
    const ops = new WgslOps();
    const { optimizer } = this.task;
    const [learningRate, decay] = rates.map((name) => ops.leaf('batch', name, [])) as [WgslNode, WgslNode];
    const parts = [
      { name: dense, shape: [this.layout.denseCount], rows: undefined },
      ...this.layout.tables.map(({ name, shape }) => ({
        name,
        shape: [rowsAxis(name), shape[1]!],
        rows: ops.leaf('batch', idsName(name), [rowsAxis(name)], true),
      })),
    ];
    const current = (name: string, part: (typeof parts)[number]) => {
      const whole = ops.leaf('model', name, part.shape);
      return part.rows ? ops.gather(whole, part.rows) : whole;
    };
    const named = <Value>(value: (part: (typeof parts)[number]) => Value): Named<Value> =>
      Object.fromEntries(parts.map((part) => [part.name, value(part)]));
    const updated = updateParameters(
      ops,
      this.task,
      parts.map(({ name }) => name),
      {
        parameters: named((part) => current(part.name, part)),
        gradients: named((part) => ops.leaf('work', `gradient/${part.name}`, part.shape)),
        states: named((part) =>
          Object.fromEntries(
            optimizer.stateNames.map((state) => [state, current(stateName(state, part.name), part)]),
          ),
        ),
      },
      { learningRate, decay },
    );
    const groups = parts.map(({ name, rows }) =>
      [
        { node: updated.parameters[name]!, storage: at('model', name) },
        ...optimizer.stateNames.map((state) => ({
          node: updated.states[name]![state]!,
          storage: at('model', stateName(state, name)),
        })),
      ].map((result) => (rows ? { ...result, rows } : result)),
    );
    const norm = { node: updated.gradientNorm, storage: at('work', 'gradientNorm') };
    return new Program(ops, [norm], this.limits, groups);
  }

  /** The parameters, of tables the rows that a batch uses, and the batch. */
  #readBatch(ops: WgslOps, names: ReadonlySet<string>): Environment<WgslNode> {
    const { network } = this.task;
    const parameters = network.parameters.map(({ name, shape, isTable }) => {
      const whole = ops.leaf('model', name, shape);
      if (!isTable) return [name, whole];
      return [name, ops.gather(whole, ops.leaf('batch', idsName(name), [rowsAxis(name)], true))];
    });
    const specs = [...network.inputs, ...network.targets].filter(({ name }) => names.has(name));
    return { parameters: Object.fromEntries(parameters), inputs: ops.declareInputs(specs) };
  }
}

export const outputKey = (index: number) => `work/output/${index}`;
