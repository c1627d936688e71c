import { reasonOf } from '../reason-of';
import {
  type GoldSentence,
  type MeasureOptions,
  measureTagging,
  type TaggingMeasure,
} from './measure-tagging';
import type { Peer, PeerDescription } from './peer';

/** One row of the comparison: the measure, or why there is none. */
export type PeerResult = PeerDescription & (TaggingMeasure | NotMeasured);

/** Why a measure is missing, in one line. */
export interface NotMeasured {
  readonly notMeasured: string;
}

export async function measurePeer<Output>(
  peer: Peer<Output>,
  sentences: readonly GoldSentence[],
  options: MeasureOptions = {},
): Promise<PeerResult> {
  const { name, version, mapping } = peer;
  try {
    const tagger = await peer.load();
    const program = {
      tagAll: (words: readonly (readonly string[])[]) => words.map((sentence) => tagger.tag(sentence)),
      readTags: (outputs: readonly Output[]) =>
        sentences.map(({ words }, index) => tagger.toUniversal(words, outputs[index]!)),
    };
    return { name, version, mapping, ...(await measureTagging(program, sentences, options)) };
  } catch (error) {
    return { name, version, mapping, notMeasured: reasonOf(error) };
  }
}
