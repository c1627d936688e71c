import { describe, expect, it } from 'vitest';
import { Evaluation } from '../../src/metrics/evaluation';
import { createRandom } from '../../src/random';

const words = (text: string) => text.split(' ');

describe('Evaluation', () => {
  it('counts a small corpus', () => {
    const evaluation = new Evaluation();
    evaluation.add(words('DET NOUN VERB'), words('DET NOUN NOUN'), [true, false, false]);
    evaluation.add(words('NOUN VERB'), words('NOUN VERB'), [true, true]);
    evaluation.addLoss(1.5);
    evaluation.addLoss(2.5);
    expect(evaluation.result()).toEqual({
      tokens: 5,
      sentences: 2,
      accuracy: 4 / 5,
      sentenceAccuracy: 1 / 2,
      macroF1: (1 + 4 / 5 + 2 / 3) / 3,
      unknownTokens: 2,
      unknownAccuracy: 1 / 2,
      loss: 2,
      perTag: [
        { tag: 'DET', precision: 1, recall: 1, f1: 1, support: 1, predicted: 1 },
        { tag: 'NOUN', precision: 2 / 3, recall: 1, f1: 4 / 5, support: 2, predicted: 3 },
        { tag: 'VERB', precision: 1, recall: 1 / 2, f1: 2 / 3, support: 2, predicted: 1 },
      ],
      confusion: {
        tags: ['DET', 'NOUN', 'VERB'],
        counts: [
          [1, 0, 0],
          [0, 2, 0],
          [0, 1, 1],
        ],
      },
    });
  });

  it('gives 0 where there is nothing to divide by', () => {
    expect(new Evaluation().result()).toEqual({
      tokens: 0,
      sentences: 0,
      accuracy: 0,
      sentenceAccuracy: 0,
      macroF1: 0,
      unknownTokens: 0,
      unknownAccuracy: null,
      loss: null,
      perTag: [],
      confusion: { tags: [], counts: [] },
    });
    const evaluation = new Evaluation();
    evaluation.add(['A'], ['B'], [true]);
    expect(evaluation.result()).toMatchObject({
      accuracy: 0,
      macroF1: 0,
      unknownAccuracy: null,
      perTag: [
        { tag: 'A', precision: 0, recall: 0, f1: 0, support: 1, predicted: 0 },
        { tag: 'B', precision: 0, recall: 0, f1: 0, support: 0, predicted: 1 },
      ],
    });
  });

  it('agrees with a count from the definitions', () => {
    const random = createRandom(1, 'evaluation');
    const tags = ['A', 'B', 'C', 'D', 'constructor'];
    const sentences = Array.from({ length: 200 }, () => {
      const gold = Array.from({ length: 1 + random.integer(4) }, () => tags[random.integer(4)]!);
      const predicted = gold.map((tag) => (random.uniform() < 0.6 ? tag : tags[1 + random.integer(4)]!));
      return { gold, predicted, known: gold.map(() => random.uniform() < 0.8) };
    });
    const evaluation = new Evaluation();
    for (const { gold, predicted, known } of sentences) evaluation.add(gold, predicted, known);

    const tokens = sentences.flatMap(({ gold, predicted, known }) =>
      gold.map((tag, index) => ({ gold: tag, predicted: predicted[index]!, known: known[index]! })),
    );
    const count = (test: (token: (typeof tokens)[number]) => boolean) => tokens.filter(test).length;
    const unknown = count((token) => !token.known);
    const perTag = tags.map((tag) => {
      const correct = count((token) => token.gold === tag && token.predicted === tag);
      const support = count((token) => token.gold === tag);
      const predicted = count((token) => token.predicted === tag);
      const precision = correct / predicted;
      const recall = support && correct / support;
      const f1 = correct && (2 * precision * recall) / (precision + recall);
      return { tag, precision, recall, f1: expect.closeTo(f1, 12), support, predicted };
    });
    const result = evaluation.result();
    expect(result).toMatchObject({
      tokens: tokens.length,
      sentences: 200,
      accuracy: count((token) => token.gold === token.predicted) / tokens.length,
      sentenceAccuracy:
        sentences.filter(({ gold, predicted }) => gold.join() === predicted.join()).length / 200,
      macroF1: expect.closeTo(result.perTag.reduce((sum, { f1 }) => sum + f1, 0) / 5, 12),
      unknownTokens: unknown,
      unknownAccuracy: count((token) => !token.known && token.gold === token.predicted) / unknown,
      perTag,
      confusion: {
        tags,
        counts: tags.map((gold) =>
          tags.map((predicted) => count((token) => token.gold === gold && token.predicted === predicted)),
        ),
      },
    });
    expect(result.perTag.at(-1)).toMatchObject({ support: 0, recall: 0 });
  });

  it('leaves spans out for tags that mark none, also when that shows late', () => {
    const evaluation = new Evaluation();
    evaluation.add(['B-X'], ['B-X']);
    expect(evaluation.result().spanF1).toBe(1);
    evaluation.add(['NOUN'], ['B-X']);
    expect(evaluation.result()).not.toHaveProperty('spans');
    expect(evaluation.result()).not.toHaveProperty('spanF1');
  });

  it.each([
    ['BMES', 'O B-X M-X E-X S-Y', 'O B-X M-X E-X O'],
    ['underscores', 'O B_X I_X I_X B_Y', 'O B_X I_X I_X O'],
    ['suffixes', 'O X-B X-I X-E Y-S', 'O X-B X-I X-E O'],
  ])('scores spans of %s', (_, gold, predicted) => {
    const evaluation = new Evaluation();
    evaluation.add(words('O O'), words('O O'));
    evaluation.add(words(gold), words(predicted));
    expect(evaluation.result()).toMatchObject({
      spans: { gold: 2, predicted: 1, correct: 1 },
      spanF1: 2 / 3,
    });
  });

  it('leaves words without a gold tag out of every score', () => {
    const evaluation = new Evaluation();
    evaluation.add(['B-X', undefined, 'O'], ['B-X', 'I-X', 'B-X'], [true, false, false]);
    evaluation.add([undefined], ['O'], [false]);
    expect(evaluation.result()).toMatchObject({
      tokens: 2,
      unlabelledTokens: 2,
      sentences: 1,
      accuracy: 1 / 2,
      sentenceAccuracy: 0,
      unknownTokens: 1,
      unknownAccuracy: 0,
      spans: { gold: 1, predicted: 2, correct: 1 },
      confusion: {
        tags: ['B-X', 'O'],
        counts: [
          [1, 0],
          [1, 0],
        ],
      },
    });
  });

  it('does not join spans across sentences', () => {
    const evaluation = new Evaluation();
    evaluation.add(words('O O'), words('O O'));
    evaluation.add(words('O B-X'), words('O B-X'));
    evaluation.add(words('I-X O'), words('I-X O'));
    expect(evaluation.result().spans).toMatchObject({ gold: 2, predicted: 2, correct: 2 });
  });

  it('refuses lists that do not fit each other, and adds nothing of them', () => {
    const evaluation = new Evaluation();
    expect(() => evaluation.add(['A', 'B'], ['A'])).toThrow('a sentence of 2 gold tags has 1 predicted ones');
    expect(() => evaluation.add(['A'], ['A'], [])).toThrow(RangeError);
    expect(evaluation.result().tokens).toBe(0);
  });
});
