/**
 * What the other packages of this repository need of this one. It may change with every version.
 */
export { type Answer, parseAnswer } from './answers/answer';
export { lessonSettings } from './learning/lesson-settings';
export { scorePool, teach } from './learning/teach';
export { type OrderOptions, TaskOrder } from './session/task-order';
export { createItem } from './texts/item';
