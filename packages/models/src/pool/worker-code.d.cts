/** Made by `scripts/build-worker.js`. */
export const workerCode: string;
