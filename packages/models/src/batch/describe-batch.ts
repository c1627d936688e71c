import type { Named } from '../layers/layer';
import type { BatchView } from './batch-view';
import { countCharacters } from './characters';
import type { HostTensor } from './host-tensor';
import type { AxisName, InputSpec } from './input-spec';
import { spreadSentences } from './lanes';

/** The tensors of a batch that layers read, by name; those that this batch does not have are left out. */
export function describeBatch(specs: readonly InputSpec[], view: BatchView): Record<string, HostTensor> {
  const sizes = measureAxes(view);
  const tensors: Record<string, HostTensor> = {};
  for (const spec of specs) {
    const data = spec.read(view);
    if (data) tensors[spec.name] = { shape: resolveAxes(spec, sizes), data };
  }
  return tensors;
}

/** The batch with steps behind its own, which hold what their specs say. */
export function fillSteps(
  specs: readonly InputSpec[],
  tensors: Named<HostTensor>,
  steps: number,
): Record<string, HostTensor> {
  const filled: Record<string, HostTensor> = { ...tensors };
  for (const { name, axes, filling } of specs) {
    const tensor = tensors[name];
    if (tensor && axes[0] === 'time') filled[name] = fillTensor(tensor, steps, filling);
  }
  return filled;
}

function fillTensor({ shape, data }: HostTensor, steps: number, filling: InputSpec['filling']): HostTensor {
  const [time = 1, ...rest] = shape;
  const length = (data.length / time) * steps;
  const longer = data instanceof Float32Array ? new Float32Array(length) : new Int32Array(length);
  longer.set(data);
  if (filling === 'positions') for (let at = data.length; at < length; at++) longer[at] = at;
  return { shape: [steps, ...rest], data: longer };
}

/** The smallest batch: one sentence of one word. */
export const smallestBatch: BatchView = {
  lengths: Int32Array.of(1),
  plan: spreadSentences(Int32Array.of(1)),
  words: [{ word: 0, features: new Int32Array(), vector: 0, characters: new Int32Array() }],
  places: Int32Array.of(0),
};

type AxisSizes = Readonly<Record<AxisName, number>>;

/** Lengths of the axes of a batch. */
export function measureAxes({ plan, words }: BatchView): AxisSizes {
  return { time: plan.time, batch: plan.lanes, words: words.length, characters: countCharacters(words) };
}

function resolveAxes({ axes }: InputSpec, sizes: AxisSizes): readonly number[] {
  return axes.map((axis) => (typeof axis === 'number' ? axis : sizes[axis]));
}
