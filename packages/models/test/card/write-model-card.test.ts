import { describe, expect, it } from 'vitest';
import { writeModelCard } from '../../src/card/write-model-card';
import type { ModelDescription } from '../../src/model-file/model-description';
import { createSampleModel } from '../sample-model';

const { description } = createSampleModel({ cell: 'lstm', cellOutput: 'tanh' });
const withCorpus = (corpus: Partial<ModelDescription['training']['corpus']>): ModelDescription => ({
  ...description,
  training: { ...description.training, corpus: { ...description.training.corpus, ...corpus } },
});
const headerOf = (card: string) => card.slice(4, card.indexOf('\n---\n', 4)).split('\n');

describe('a model card', () => {
  const card = writeModelCard(description);

  it('says what the description says', () => {
    expect(card).toContain('# Sequence tagger trained on sample.conllu\n');
    expect(card).toContain('`ADJ` `DET` `NOUN` `PUNCT` `VERB`');
    for (const row of [
      '| score | dev |',
      '| token accuracy | 50.00 % |',
      '| accuracy on unknown words | – |',
      '| size | 3 sentences, 14 tokens |',
      '| licence of the corpus | MIT |',
      '| learning rate | 0.1 |',
      '| hidden size | 6 |',
      '| epoch kept | 2 |',
    ])
      expect(card).toContain(`\n${row}\n`);
    // embedding 15·5, U 24·5, W 24·6, b 24, V 5·6, its bias 5
    expect(card).toContain('\n| parameters | 398 |\n');
  });

  it('shows settings and fields of the network that it does not know', () => {
    const settings = { ...description.training.settings, dropoutRate: 0.25, useLookahead: true };
    const network = { ...description.network, featureSizes: [3, 4], extra: { charSize: 30 } };
    const later = writeModelCard({
      ...description,
      network,
      training: { ...description.training, settings },
    });
    expect(later).toContain('| dropout rate | 0.25 |\n| use lookahead | yes |\n');
    expect(later).toContain('| feature sizes | 3, 4 |\n| extra | char size 30 |\n');
  });

  it('has the spans first, where there are any', () => {
    const scores = { accuracy: 0.5, spanF1: 0.25 };
    const spans = writeModelCard({ ...description, training: { ...description.training, scores } });
    expect(spans).toContain('| span F1 | 25.00 % |\n| token accuracy | 50.00 % |\n');
  });

  it('is the same text each time, and has no date', () => {
    expect(writeModelCard(description)).toBe(card);
    expect(card).not.toMatch(/\b20\d\d\b/);
  });

  it('says that no scores are known', () => {
    const { scores: _, ...training } = description.training;
    expect(writeModelCard({ ...description, training })).toContain('None are known');
  });

  it('has the scores of a test corpus beside those of dev, and for a hub', () => {
    const test = { corpus: 'test.conllu', scores: { accuracy: 0.25, loss: 1.5, unknownAccuracy: null } };
    const tested = writeModelCard(description, { test });
    expect(tested).toContain('| score | dev | test.conllu |\n| --- | ---: | ---: |\n');
    expect(tested).toContain('| token accuracy | 50.00 % | 25.00 % |\n');
    expect(tested).toContain('| loss | – | 1.5000 |\n');
    const header = headerOf(tested);
    expect(header).toContain('      name: "test.conllu"');
    expect(header.filter((line) => line.includes('value:'))).toEqual([
      '      value: 0.25',
      '      value: 1.5',
    ]);
  });

  it.each([
    ['CC BY-SA 4.0', ['license: cc-by-sa-4.0']],
    ['MIT', ['license: mit']],
    ['for my "friends"', ['license: other', 'license_name: "for my \\"friends\\""']],
  ])('gives a hub the licence %s', (licence, lines) => {
    expect(headerOf(writeModelCard(withCorpus({ licence }))).slice(0, lines.length)).toEqual(lines);
  });

  it('names the language where one is given', () => {
    expect(headerOf(card).join('\n')).not.toContain('language');
    const named = writeModelCard(withCorpus({ language: 'pt-BR' }));
    expect(headerOf(named)).toContain('language: "pt-BR"');
    expect(named).toContain('| language | pt-BR |');
  });

  it('lets no name be Markdown or HTML', () => {
    const name = '<img src=x> *a* [b](c) | `d`\n# e_f _g_';
    const found = writeModelCard({ ...withCorpus({ name }), tags: ['a`b', 'B-<b>', 'C', 'D', 'E'] });
    expect(found).toContain('| corpus | \\<img src=x\\> \\*a\\* \\[b\\](c) \\| \\`d\\` # e_f \\_g\\_ |');
    expect(found).not.toMatch(/(?<!\\)<img/);
    expect(found).toContain('`` a`b `` `B-<b>`');
  });

  it('counts the tags that are too many to list', () => {
    const tags = Array.from({ length: 1000 }, (_, index) => `T${index}`);
    const found = writeModelCard({ ...description, tags });
    expect(found).toContain('`T59`\n\nand 940 more.');
    expect(found).not.toContain('T60');
  });
});
