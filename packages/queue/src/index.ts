/**
 * Tagging and training on many machines, by a queue in Redis. The commands `tagger submit`, `tagger work` and `tagger sweep` use it.
 *
 * @module @tagger/queue
 */

export { parseRedisAddress, type RedisAddress } from './connection/redis-address';
export { type Note, RedisLink, type RedisLinkOptions } from './connection/redis-link';
export { FileStore } from './files/file-store';
export type { QueueName } from './jobs/job';
export { type BoardJob, JobBoard, type JobBoardOptions } from './jobs/job-board';
export { JobWorker, type JobWorkerOptions } from './jobs/job-worker';
export { pack, unpack } from './pack';
export { QueueError } from './queue-error';
export {
  type Chunk,
  type ChunkOptions,
  type GatheredFormat,
  gatheredFormats,
  type TaggedChunk,
} from './tagging/chunk';
export { type ChunkWorkerOptions, startChunkWorker } from './tagging/chunk-worker';
export { findOtherModels, type WaitingModel } from './tagging/other-models';
export { PartsFolder } from './tagging/parts-folder';
export { nameTrainQueue } from './tagging/queue-names';
export {
  type SubmitListener,
  type SubmitOptions,
  type SubmitResult,
  type SubmittedModel,
  submitCorpus,
} from './tagging/submit-corpus';
