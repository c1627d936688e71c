/**
 * Training by TensorFlow.js: an entry of its own, as its types need those of `@tensorflow/tfjs-core`, an optional peer.
 *
 * @module @tagger/trainer/tfjs
 */

export {
  loadTfjs,
  loadTfjsBackend,
  type TfjsBackend,
  type TfjsBackendName,
  tfjsBackends,
} from './engines/tfjs/load-tfjs';
export { TfjsEngine } from './engines/tfjs/tfjs-engine';
export { type Tfjs, TfjsOps } from './engines/tfjs/tfjs-ops';
