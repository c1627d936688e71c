import { type Program, runProgram } from '../epoch-time/run-program';
import { reasonOf } from '../reason-of';
import type { NotMeasured, PeerResult } from './measure-peer';
import type { TaggingMeasure } from './measure-tagging';
import type { PeerDescription } from './peer';

/** A peer in a process of its own. */
export interface PeerProcess extends PeerDescription, Program {
  /** Reads the measure in the lines of JSON that the process prints, and the version if it is not known before. */
  readMeasure(lines: readonly unknown[]): (TaggingMeasure & { readonly version?: string }) | NotMeasured;
}

/** One after another, so that none takes time from the next. One that fails says why and does not stop the others. */
export async function runPeers(
  processes: readonly PeerProcess[],
  onResult: (result: PeerResult) => void = () => {},
): Promise<PeerResult[]> {
  const results: PeerResult[] = [];
  for (const process of processes) {
    const result = await runPeer(process);
    results.push(result);
    onResult(result);
  }
  return results;
}

export async function runPeer(process: PeerProcess): Promise<PeerResult> {
  const { name, version, mapping } = process;
  try {
    const lines: unknown[] = await runProgram(process);
    const measure = lines.length === 0 ? { notMeasured: 'it printed nothing' } : process.readMeasure(lines);
    return { name, version, mapping, ...measure };
  } catch (error) {
    return { name, version, mapping, notMeasured: reasonOf(error) };
  }
}
