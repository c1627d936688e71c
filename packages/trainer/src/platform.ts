import { CheckpointFile } from './checkpoint/checkpoint-file';

/*
 * What is different in Node.js and in a browser. The browser's build has `platform.browser.ts` in the place of this file.
 */

/** The file that keeps the progress of a run. */
export function openCheckpoint(options: { readonly path: string; readonly resume: boolean }): CheckpointFile {
  return new CheckpointFile(options);
}
