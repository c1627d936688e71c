import { fileURLToPath } from 'node:url';
import type { PeerResult } from './measure-peer';
import { ourTagger } from './measure-tagger';
import type { PeerDescription } from './peer';
import { peers } from './peers';
import type { PeerProcess } from './run-peers';
import { torchProcess } from './torch-process';

export interface PeerOptions {
  /** Corpus that PyTorch learns from. */
  readonly train: string;
  /** Corpus that all of them tag. */
  readonly test: string;
  /** Models of ours, to stand in the same table. */
  readonly models: readonly { readonly name: string; readonly file: string }[];
  /** The training protocol in PyTorch; left out if not given. */
  readonly torch?: string | undefined;
}

/** All programs of the comparison, each in a process of its own, for `runPeers`. */
export function listPeers({ train, test, models, torch }: PeerOptions): PeerProcess[] {
  return [
    ...models.map(({ name, file }) => measureProcess({ ...ourTagger, name }, [test, '--model', file])),
    ...peers.map((peer) => measureProcess(peer, [test, peer.name])),
    ...(torch ? [torchProcess({ script: torch, train, test })] : []),
  ];
}

function measureProcess({ name, version, mapping }: PeerDescription, args: readonly string[]): PeerProcess {
  const script = fileURLToPath(new URL('measure-process.js', import.meta.url));
  return {
    name,
    version,
    mapping,
    command: process.execPath,
    arguments: [script, ...args],
    readMeasure: ([line]) => {
      const { name, version, mapping, ...measure } = line as PeerResult;
      return measure;
    },
  };
}
