/**
 * What the other packages of this repository need of this one. It may change with every version.
 */
export { readTags } from './labels';
export { teach } from './learning/teach';
export { WorkerLearner } from './learning/worker-learner';
export { TaskOrder } from './session/task-order';
