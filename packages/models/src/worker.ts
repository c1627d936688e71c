/**
 * The code of a worker of `Tagger.pool`: a module of an application that imports it is such a worker.
 *
 * @module @tagger/models/worker
 */
import { serveCalls } from './pool/serve-calls';
import { listenToParent } from './pool/threads';

listenToParent(serveCalls);
