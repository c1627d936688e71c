/** `worker.ts` for Node.js, bundled: `scripts/build-worker.js` writes it. */
export declare const workerCode: string;
