import type { WgslNode } from '../graph/node';
import type { Dim } from '../graph/shape';
import type { WgslOps } from '../graph/wgsl-ops';
import { chooseKernels, type KernelChoice, type KernelPlan, type MapGroup } from './choose-kernels';
import { type Kernel, KernelWriter, type Storage } from './kernel-writer';
import { type MapResult, writeMap } from './kernels/map';
import { writeMatmul, writeMatmulRows } from './kernels/matmul';
import { writePartialSums, writeRowReduction, writeSumRows } from './kernels/reductions';
import { type SortedPositions, writeScatterAdd } from './kernels/scatter';
import { MemoryPlan, type Temporary } from './memory-plan';
import { Quantities, type StorageKey } from './quantities';
import { type GroupLimits, writeScan } from './scan/write-scan';

/** A tensor that a program leaves on the card. */
export type ProgramOutput = Omit<MapResult, 'rows'>;

/** A tensor of a batch that a program reads, and as what it is stored. */
export interface BatchInput {
  readonly name: string;
  readonly key: StorageKey;
}

/** Positions of a batch that a program reads sorted by the rows that they name. */
export interface SortedInput {
  readonly name: string;
  /** The number of rows. */
  readonly rows: Dim;
  /** Where they are stored. */
  readonly positions: SortedPositions;
}

/** Kernels that compute some tensors, one after another, and what they need. */
export class Program {
  readonly quantities = new Quantities();
  readonly kernels: readonly Kernel[];
  readonly memory: MemoryPlan;
  readonly inputs: readonly BatchInput[];
  readonly sorted: readonly SortedInput[];

  readonly #stored = new Map<WgslNode, Storage>();
  readonly #sorted = new Map<string, SortedInput>();
  readonly #temporaries: Temporary[] = [];

  constructor(
    ops: WgslOps,
    outputs: readonly ProgramOutput[],
    private readonly limits: GroupLimits,
    groups: readonly MapGroup[] = [],
  ) {
    const choice = chooseKernels(ops, new Set(outputs.map(({ node }) => node)), groups);
    const copied = this.#placeOutputs(outputs, choice);
    this.#placeTemporaries(choice, copied);
    const kernels = choice.plans.map((plan, index) => this.#write(plan, index));
    this.kernels = [...kernels, ...copied.map((result) => writeMap(this.#writer(), [result]))];
    this.memory = new MemoryPlan(this.#temporaries);
    this.inputs = ops.steps
      .flatMap((step) => {
        if (!('operation' in step && step.operation.kind === 'leaf')) return [];
        const { space, name } = step.operation;
        return space === 'batch' ? [{ name, key: leafStorage(step.operation).key }] : [];
      })
      .filter(({ key }) => this.quantities.hasOffset(key));
    this.sorted = [...this.#sorted.values()];
  }

  /** @returns the outputs that nothing computes at the place where they are wanted */
  #placeOutputs(outputs: readonly ProgramOutput[], { readers }: KernelChoice): ProgramOutput[] {
    return outputs.filter((output) => {
      const { node, storage } = output;
      if (!readers.has(node) || this.#stored.has(node)) return true;
      this.#stored.set(node, storage);
      return false;
    });
  }

  /** What is stored, but nowhere yet. */
  #placeTemporaries({ plans, readers }: KernelChoice, copied: readonly ProgramOutput[]): void {
    const written = new Map<WgslNode, number>();
    for (const [index, plan] of plans.entries()) {
      if ('node' in plan) written.set(plan.node, index);
      else if ('scan' in plan)
        for (const node of [...plan.results.outputs.values(), ...plan.results.finals.values()])
          written.set(node, index);
    }
    for (const [node, readBy] of readers) {
      if (this.#stored.has(node)) continue;
      const first = written.get(node)!;
      const isCopied = copied.some((result) => result.node === node);
      const last = isCopied ? Number.POSITIVE_INFINITY : Math.max(first, ...readBy);
      this.#stored.set(node, this.#addTemporary({ key: `${node.id}`, shape: node.shape, first, last }));
    }
  }

  #addTemporary(temporary: Temporary): Storage {
    this.#temporaries.push(temporary);
    return { space: 'work', key: temporary.key };
  }

  #writer(): KernelWriter {
    return new KernelWriter(this.quantities, (node) => {
      const { operation } = node;
      if (operation.kind === 'leaf') return leafStorage(operation);
      return this.#stored.get(node);
    });
  }

  #write(plan: KernelPlan, index: number): Kernel {
    const kernel = this.#writer();
    if ('group' in plan) return writeMap(kernel, plan.group);
    if ('scan' in plan) {
      const { scan, results } = plan;
      const storages = (nodes: ReadonlyMap<string, WgslNode>) =>
        new Map(Array.from(nodes, ([name, node]) => [name, this.#stored.get(node)!] as const));
      const lanes = scan.hasLanes ? Object.values(scan.initial)[0]!.shape[0]! : 1;
      const scratch = (size: number) =>
        this.#addTemporary({
          key: `scratch ${this.#temporaries.length}`,
          shape: [lanes, size],
          first: index,
          last: index,
        });
      const storage = { outputs: storages(results.outputs), finals: storages(results.finals), scratch };
      return writeScan(kernel, scan, storage, this.limits);
    }
    return this.#writeNode(kernel, plan.node);
  }

  #writeNode(kernel: KernelWriter, node: WgslNode): Kernel {
    const { operation, shape } = node;
    const storage = this.#stored.get(node)!;
    // The kernel that computes it does not read it.
    switch (operation.kind) {
      case 'matmul':
        return writeMatmul(kernel, operation, shape, storage);
      case 'matmulRows':
        return writeMatmulRows(kernel, operation, shape[0] as number, storage);
      case 'reduceRow':
        return writeRowReduction(kernel, operation.operator, operation.a, storage);
      case 'sumRows':
        return writeSumRows(kernel, operation.a, storage);
      case 'partialSums':
        return writePartialSums(kernel, operation.a, storage);
      case 'scatterAdd':
        return writeScatterAdd(kernel, operation.a, this.#sort(operation.positions, shape[0]!), {
          shape,
          storage,
        });
      default:
        return writeMap(kernel, [{ node, storage }]);
    }
  }

  #sort({ operation }: WgslNode, rows: Dim): SortedPositions {
    if (operation.kind !== 'leaf') throw new Error('positions that are computed');
    const { name } = operation;
    const positions: SortedPositions = {
      starts: { space: 'batch', key: `starts/${name}/${rows}` },
      order: { space: 'batch', key: `order/${name}/${rows}` },
    };
    this.#sorted.set(`${name} ${rows}`, { name, rows, positions });
    return positions;
  }
}

function leafStorage({ space, name }: { readonly space: Storage['space']; readonly name: string }): Storage {
  return { space, key: `${space}/${name}` };
}
