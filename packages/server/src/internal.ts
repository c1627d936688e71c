/**
 * What the other packages of this repository need of this one. It may change with every version.
 */
export { createApp } from './create-app';
export { addErrorAnswers } from './errors/answer-errors';
export { type ErrorCode, RequestError } from './errors/request-error';
export { closeWhenDone } from './limits/close-connections';
export { AccessTokens } from './limits/tokens';
export { compileSchema } from './schemas/tag-request';
export { isLoopback, listenAt } from './start-server';
export { writeInteractivePage, writePolicy } from './view/interactive-page';
export { hueCount } from './view/style';
export { SentenceView } from './view/view-sentence';
export { viewEnd, writeViewStart } from './view/write-view';
