import { beforeAll, expect } from 'vitest';
import { createWorkspace, sampleSentences, tiny, toConllu } from './workspace';

export const text = 'the dog sees the cat.\n';

/** A workspace with a model, its training corpus and a text. */
export function createTagWorkspace() {
  const folder = createWorkspace();
  beforeAll(async () => {
    await folder.write('train.conllu', toConllu(sampleSentences(80, 1)));
    await folder.write('text.txt', text);
    const { status } = await folder.tagger(
      `train --train @train.conllu -o @model.onnx --epochs 6 --quiet ${tiny.join(' ')}`,
    );
    expect(status).toBe(0);
  });
  return folder;
}
