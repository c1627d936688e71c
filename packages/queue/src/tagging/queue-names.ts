import type { QueueName } from '../jobs/job';

/** The name of the queue of a model's chunks: workers with another model never see them. */
export function nameTagQueue(prefix: string, model: string): QueueName {
  return { prefix, name: `tag-${model.slice(0, 32)}` };
}

/** Names of the models that chunks were submitted for, by their SHA-256: a hash. */
export function nameModels(prefix: string): string {
  return `${prefix}:models`;
}

/** The name of the queue of trainings, which any worker can do. */
export function nameTrainQueue(prefix: string): QueueName {
  return { prefix, name: 'train' };
}
