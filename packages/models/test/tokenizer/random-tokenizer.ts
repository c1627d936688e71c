import {
  type CharacterFeatureName,
  createRandom,
  keyOfCharacter,
  learnMultiwords,
  listCharacterParts,
} from '@tagger/core/internal';
import { createKernelNetworks } from '../../src/kernels/kernel-networks';
import { FileWeights } from '../../src/model-file/file-weights';
import { createNetwork } from '../../src/network/create-network';
import { randomValues } from '../../src/testing/values';
import { TokenizerModel } from '../../src/tokenizer/learnt-tokenizer';
import type { TokenizerDescription } from '../../src/tokenizer/tokenizer-description';

interface RandomTokenizerOptions {
  /** What it reads beside the character. */
  readonly context?: readonly CharacterFeatureName[];
  readonly spacesInTokens?: boolean;
  readonly hiddenSize?: number;
  /** Whether it cuts at white space alone. */
  readonly isLazy?: boolean;
}

/** A tokenizer that was never trained: it cuts anywhere, but always the same. */
export function createRandomTokenizer({
  context = ['pair'],
  spacesInTokens = false,
  hiddenSize = 5,
  isLazy = false,
}: RandomTokenizerOptions = {}) {
  const contexts = ['', 'a', 'a b', 'h a', 'de fgh'];
  const keys = [...'abcdefgh. '].flatMap((text) =>
    contexts.map((beside) => [keyOfCharacter({ text, rule: 'inside' }, beside), 5] as const),
  );
  const parts = listCharacterParts(new Map(keys), {
    features: ['rule', 'base', 'category', 'script', ...context],
    minimumCount: 1,
    minimumPairs: 1,
  });
  const ends = ['inside', 'token', 'sentence', 'multiword', 'multiwordSentence'] as const;
  const description: TokenizerDescription = {
    ...parts,
    network: {
      cell: 'lstm',
      cellOutput: 'tanh',
      bidirectional: true,
      hiddenSize,
      embeddingSize: 4,
      vocabularySize: parts.characters.length + 1,
      tagCount: ends.length,
      features: {
        count: parts.features.length,
        rows: parts.features.reduce((sum, { values }) => sum + values.length + 1, 0),
        size: 3,
      },
    },
    ends,
    spacesInTokens,
    multiwords: learnMultiwords([
      { form: 'ab', words: ['x', 'y'] },
      { form: 'abc', words: ['ab', 'c'] },
      { form: 'cd', words: ['c', 'd', 'e'] },
    ]),
    language: 'en',
  };
  const network = createNetwork(description.network);
  const tensors = network.parameters.map(({ name, shape }) => {
    const { data } = randomValues(createRandom(3, name), shape, 1.5);
    const values = Float32Array.from(data);
    if (isLazy && name === 'outputBias') values[0] = 100;
    return [name, { name, type: 'float32', dimensions: shape, data: values }] as const;
  });
  return { description, weights: new FileWeights(network.parameters, new Map(tensors)) };
}

export async function loadRandomTokenizer(options: RandomTokenizerOptions = {}): Promise<TokenizerModel> {
  const file = {
    ...createRandomTokenizer(options),
    fileName: 'random',
  } as const;
  return TokenizerModel.create(file, await createKernelNetworks());
}
