import { SettingsError } from '@tagger/core';
import { Adam } from './adam';
import { type Optimizer, type OptimizerName, optimizerNames } from './optimizer';
import { Sgd } from './sgd';

const optimizers: Readonly<Record<OptimizerName, () => Optimizer>> = {
  sgd: () => new Sgd(),
  adam: () => new Adam(),
};

/** @throws SettingsError if there is no optimiser of this name */
export function createOptimizer(name: OptimizerName): Optimizer {
  if (!Object.hasOwn(optimizers, name))
    throw new SettingsError(`optimizer must be one of ${optimizerNames.join(', ')}, not ${name}`);
  return optimizers[name]();
}
