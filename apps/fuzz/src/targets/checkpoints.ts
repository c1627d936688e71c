import { readFile, writeFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { decodeModel, encodeModel } from '@tagger/models/internal';
import fc from 'fast-check';
import { type RunIdentity, readCheckpoint } from '../../../../packages/trainer/src/checkpoint/checkpoint';
import { sealOf } from '../../../../packages/trainer/src/checkpoint/checksum';
import { completeSettings } from '../../../../packages/trainer/src/settings/settings';
import { damageBytes, damageText, drawDamage } from '../damage';
import { drawByteText, drawText } from '../odd-text';
import { attempt, check } from '../outcome';
import { sampleCorpus, trainWithCheckpoint } from '../sample-models';
import { createProperty, type Target } from '../target';

const key = 'tagger.checkpoint';

/** A damaged checkpoint is refused, or nothing of its state was damaged; one that was forged is refused or read. */
export const checkpoints: Target = {
  name: 'checkpoints',
  prepare: async (workspace) => {
    const corpora = { train: sampleCorpus(20, 1), dev: sampleCorpus(5, 2) };
    const { path, settings, network } = await trainWithCheckpoint(workspace, corpora);
    const bytes = await readFile(path);
    const { identity: saved } = JSON.parse(decodeModel(bytes).metadata.get(key)!);
    const identity: RunIdentity = { settings: completeSettings(settings), inputs: saved.inputs };
    const read = async (content: Uint8Array) => {
      await writeFile(path, content);
      return attempt(() => readCheckpoint(path, identity, network, corpora.train.sentences.length));
    };
    const intact = await read(bytes);
    check('value' in intact, `a whole checkpoint is refused: ${JSON.stringify(intact)}`);

    const inputs = fc.record({
      ofBytes: drawDamage(1, 'byte', drawByteText()),
      ofText: fc.option(drawDamage(1, 'character', drawText(2)), { freq: 1 }),
    });
    return createProperty(inputs, async ({ ofBytes, ofText }) => {
      if (ofText) {
        await read(forge(bytes, (text) => damageText([text], ofText)));
        return;
      }
      const found = await read(damageBytes([bytes], ofBytes));
      if ('value' in found)
        check(isDeepStrictEqual(found, intact), 'a damaged checkpoint was read, as another state');
    });
  },
};

/** The checkpoint with other JSON, and the checksum that belongs to it. */
function forge(file: Uint8Array, change: (text: string) => string): Uint8Array {
  const { metadata, initializers } = decodeModel(file);
  const graph = {
    name: 'checkpoint',
    nodes: [],
    initializers: [...initializers.values()],
    inputs: [],
    outputs: [],
  };
  const content = encodeModel({ metadata: new Map([[key, change(metadata.get(key)!)]]), graph });
  return Buffer.concat([content, sealOf(content)]);
}
