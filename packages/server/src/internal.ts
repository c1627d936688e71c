/**
 * What the other packages of this repository need of this one. It may change with every version.
 */
export { createApp } from './create-app';
export { addErrorAnswers } from './errors/answer-errors';
export { type ErrorCode, RequestError } from './errors/request-error';
export { closeWhenDone } from './limits/close-connections';
export { AccessTokens } from './limits/tokens';
export { compileSchema } from './schemas/tag-request';
export { listenAt } from './start-server';
export { hueCount, viewStyle } from './view/style';
export { SentenceView } from './view/view-sentence';
export { hashSource, viewEnd, writeViewStart } from './view/write-view';
