import { TagSet } from '@tagger/core';
import { createNetwork, type NetworkConfiguration } from '@tagger/models/internal';
import { expect, it } from 'vitest';
import type { StartModel } from '../src/further/start-model';
import { listCombinations } from '../src/training/list-combinations';

const tagSet = TagSet.from(['a', 'b', 'c']);
const configuration: NetworkConfiguration = {
  cell: 'lstm',
  cellOutput: 'tanh',
  hiddenSize: 2,
  embeddingSize: 2,
  vocabularySize: 2,
  tagCount: 3,
  otherOutputs: [{ name: 'xpos', kind: 'softmax', tagCount: 3, weight: 1 }],
};
const network = createNetwork(configuration);

/** @param pairs of a tag and a label; −1 is none */
function list(pairs: readonly (readonly [number, number])[], column = 'upos', start?: object) {
  const [tags, xpos] = [0, 1].map((side) => Int32Array.from(pairs, (pair) => pair[side]!));
  const train = { length: 1, at: () => ({ tags, otherTags: { xpos } }) };
  const data = { otherColumns: [{ name: 'xpos', tagSet }], train } as unknown as Parameters<
    typeof listCombinations
  >[2];
  const model = start && ({ description: { network: configuration, ...start } } as unknown as StartModel);
  return listCombinations(column, network, data, model);
}

it('lists the labels that each tag is seen with, and all for a tag that is seen with none', () => {
  expect(
    list([
      [1, 2],
      [1, 0],
      [0, 1],
      [1, 2],
    ]),
  ).toEqual({ xpos: [[1], [0, 2], [0, 1, 2]] });
});

it('lists nothing where labels are missing, or where the first column has no parts of speech', () => {
  expect(
    list([
      [1, 2],
      [1, -1],
    ]),
  ).toBeUndefined();
  expect(list([[1, 2]], 'tags')).toBeUndefined();
});

it('keeps what the model had that training goes on from, and nothing where that is not known', () => {
  const xpos = [[0], [1], [2]];
  expect(
    list(
      [
        [1, 2],
        [0, 0],
      ],
      'upos',
      { combinations: { xpos } },
    ),
  ).toEqual({ xpos: [[0], [1, 2], [2]] });
  expect(list([[1, 2]], 'upos', {})).toBeUndefined();
});
