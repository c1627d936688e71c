/** A page that tags on its own thread, in a module worker, and on the workers of a pool. */
import { Tagger } from '@tagger/models';
import { ask, check } from '../check.js';

const startWorker = () => new Worker(new URL('./page-worker.js', import.meta.url), { type: 'module' });
const startPoolWorker = () => new Worker(new URL('./pool-worker.js', import.meta.url), { type: 'module' });

globalThis.checkPage = (address) => check(Tagger, address);
globalThis.checkWorker = (address) =>
  new Promise((resolve, reject) => {
    const worker = startWorker();
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(new URL(address, location.href).href);
  });
globalThis.checkPool = async (address) => {
  const pool = await Tagger.pool(address, { workers: 2, worker: startPoolWorker });
  return { runtime: pool.runtimeName, answers: await ask(pool) };
};
globalThis.checkMissingWorker = (address) => Tagger.pool(address).catch((error) => error.message);
