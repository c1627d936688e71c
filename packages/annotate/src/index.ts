/**
 * A page on which one labels texts, with a tagger that learns meanwhile.
 *
 * @module @tagger/annotate
 */

export { type Comparison, compareAnswers, type LabelAgreement } from './agreement/compare-answers';
export { type Merge, mergeAnswers } from './agreement/merge-answers';
export type { Answer, Verdict } from './answers/answer';
export { type AnswerList, readAnswers } from './answers/read-answers';
export { type LabelKind, type LabelledSpan, labelKinds } from './labels';
export type { Example, Learner, Learnt, Lesson } from './learning/learner';
export type { CurvePoint } from './session/learning-curve';
export type { Progress } from './session/session';
export { type Order, orders } from './session/task-order';
export type { TeachingState } from './session/teaching';
export { type AnnotationOptions, type RunningAnnotation, startAnnotation } from './start-annotation';
export type { Item, ItemToken, Version } from './texts/item';
export { readItems, type TextOptions } from './texts/read-items';
