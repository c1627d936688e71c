/**
 * What the other packages of this repository need of this one. It may change with every version.
 */
export { SentenceView } from './view/view-sentence';
export { viewEnd, writeViewStart } from './view/write-view';
