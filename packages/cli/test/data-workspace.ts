import { rm, stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { beforeEach } from 'vitest';
import { type Answer, createFileServer, stopAfter } from './file-server';
import type { RunOptions } from './run-tagger';
import { upstreamFiles } from './sample-catalogue';
import { createWorkspace } from './workspace';

/** The path of the sample's repository on a server. */
export const root = '/owner/name/0123456789abcdef0123456789abcdef01234567';

/** An empty folder for each test, and a server that has the files of the sample catalogue. */
export function createDataWorkspace() {
  const folder = createWorkspace();
  const server = createFileServer();

  beforeEach(async () => {
    for (const name of await folder.list()) await rm(folder.path(name), { recursive: true });
    for (const [name, text] of Object.entries(upstreamFiles)) server.files.set(name, Buffer.from(text));
  });

  function get(line: string, options: RunOptions = {}) {
    return folder.tagger(`data get ${line}`, { env: { TAGGER_DATA_MIRROR: server.address }, ...options });
  }

  /** When the command has written so many bytes of the treebank: what is still on its way is lost when a connection breaks. */
  async function haveArrived(bytes: number): Promise<void> {
    const size = () =>
      stat(folder.path('plain/upstream.part/all.conllu.part')).then(
        (found) => found.size,
        () => 0,
      );
    while ((await size()) < bytes) await setTimeout(2);
  }

  /** Sends the first bytes, and cuts the connection when they have arrived. */
  function cutAfter(bytes: number, hasEtag?: boolean): Answer {
    return stopAfter(bytes, (response) => haveArrived(bytes).then(() => response.destroy()), hasEtag);
  }

  /** The requests for a file of the sample's repository. */
  const requestsOf = (file: string) => server.requests.filter(({ path }) => path === `${root}/${file}`);

  return { folder, server, get, requestsOf, haveArrived, cutAfter };
}
