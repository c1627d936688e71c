import { isDeepStrictEqual } from 'node:util';
import type { Sentence } from '@tagger/core';
import { SpanGrammar } from '@tagger/core/internal';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { encodeModelFile } from '../../src/model-file/encode-model-file';
import type { Entity } from '../../src/spans/entity';
import { placeEntities } from '../../src/spans/place-entities';
import type { NetworkModel } from '../../src/tagger/network-factory';
import { PortableNetwork } from '../../src/tagger/portable-network';
import { Tagger } from '../../src/tagger/tagger';
import { runtimes } from '../runners';
import { createSampleModel, sampleWords } from '../sample-model';
import { createSpanModel, schemes, sentences } from './span-model';

/** Runs the graph of graphics cards. */
const portable = {
  name: 'portable',
  create: (model: NetworkModel) =>
    PortableNetwork.create(model, model.weights.all(), (bytes) =>
      runtimes.node.createSession(bytes, { device: 'cpu' }),
    ),
};

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

const cases = Object.entries(schemes).flatMap(([name, tags]) =>
  (['softmax', 'crf'] as const).map((output) => ({ name, tags, output })),
);

describe.each(cases)('$name with $output', ({ tags, output }) => {
  const grammar = SpanGrammar.of(tags)!;
  const bytes = createSpanModel(tags, output);
  let tagger: Tagger;
  beforeAll(async () => {
    tagger = await Tagger.load(bytes);
  });
  afterAll(() => tagger.release());

  it('no sequence leaves the scheme, and all runtimes give the same', async () => {
    const tagged = await tagger.tagBatch(sentences);
    const ids = tagged.map((words) => words.map(({ tag }) => tags.indexOf(tag)));
    expect(ids.filter((own) => !grammar.allowsAll(own))).toEqual([]);
    expect(new Set(ids.flat()).size).toBeGreaterThan(1);
    const scores = await tagger.score(sentences);
    expect(scores.map((own) => [...own.tags])).toEqual(ids);
    for (const [index, words] of tagged.entries())
      for (const [step, { score }] of words.entries()) {
        const tag = ids[index]![step]!;
        expect(score).toBeCloseTo(scores[index]!.probabilities[step * tags.length + tag]!, 5);
      }
    const found = await collect(tagger.entitiesOfSentences(sentences.map((words) => ({ words }))));
    expect(found.some(({ entities }) => entities.length > 0)).toBe(true);
    for (const runtime of [runtimes.node, portable]) {
      const other = await Tagger.load(bytes, { runtime });
      const names = (all: typeof tagged) => all.map((words) => words.map(({ tag }) => tag));
      expect(names(await other.tagBatch(sentences))).toEqual(names(tagged));
      const same = await collect(other.entitiesOfSentences(sentences.map((words) => ({ words }))));
      const round = (all: typeof found) =>
        all.map(({ entities }) =>
          entities.map((entity) => ({ ...entity, score: expect.closeTo(entity.score, 2) })),
        );
      expect(same.map(({ entities }) => entities)).toEqual(round(found));
      await other.release();
    }
  });

  it('places entities exactly in any text, and never one over another', async () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({
        unit: fc.constantFrom(
          ...sampleWords,
          ' ',
          ' ',
          ' ',
          '\n',
          '\n\n',
          '. ',
          '\u0301',
          '\ud83d',
          '한',
          "don't",
        ),
        maxLength: 60,
      }),
    );
    const check = async (text: string) => {
      const entities = await tagger.entities(text);
      let end = 0;
      let sentence = 0;
      for (const entity of entities) {
        expect(text.slice(entity.start, entity.end)).toBe(entity.text);
        expect(entity.start).toBeGreaterThanOrEqual(end);
        expect(entity.end).toBeGreaterThan(entity.start);
        expect(entity.sentence).toBeGreaterThanOrEqual(sentence);
        expect(entity.score).toBeGreaterThan(0);
        expect(entity.score).toBeLessThanOrEqual(1);
        expect(grammar.types).toContain(entity.label);
        [end, sentence] = [entity.end, entity.sentence];
      }
      const pieces = text.match(/[\s\S]{1,7}/g) ?? [];
      expect(await collect(tagger.entitiesStream(pieces))).toEqual(entities);
    };
    await fc.assert(fc.asyncProperty(texts, check), { numRuns: 60 });
  });
});

describe('Tagger.entities', () => {
  const bytes = createSpanModel(schemes.BIO, 'crf');
  const text = 'The dog sees a naïve 😀 cat. Her duck runs.\n\nI saw the dog.\n\n'.repeat(300);
  let tagger: Tagger;
  beforeAll(async () => {
    tagger = await Tagger.load(bytes);
  });
  afterAll(() => tagger.release());

  it('gives the same of a long text on workers, and its sentences', async () => {
    const pool = await Tagger.pool(bytes, { workers: 2 });
    const entities = await tagger.entities(text);
    expect(entities.length).toBeGreaterThan(300);
    expect(await pool.entities(text)).toEqual(entities);
    const tokens = await tagger.tag(text);
    for (const { start, sentence } of entities)
      expect(tokens.find((token) => token.start === start)!.sentence).toBe(sentence);
    await pool.release();
  });

  it('counts words where there is no text', async () => {
    const words = ['the', 'dog', 'sees', 'a', 'cat', 'I', 'saw'];
    for (const { start, end, text, sentence } of await tagger.entities(words)) {
      expect(words.slice(start, end).join(' ')).toBe(text);
      expect(sentence).toBe(0);
    }
  });

  it('leaves out entities below a score', async () => {
    const entities = await tagger.entities(text);
    const scores = entities.map(({ score }) => score);
    const minimumScore = (Math.min(...scores) + Math.max(...scores)) / 2;
    const certain = entities.filter(({ score }) => score >= minimumScore);
    expect(certain.length).toBeLessThan(entities.length);
    expect(await tagger.entities(text, { minimumScore })).toEqual(certain);
  });

  it('ends with its signal', async () => {
    const reason = new Error('the visitor left');
    await expect(tagger.entities(text, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const call = tagger.entities(text, { signal: controller.signal });
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });

  it('has the labels of its type', async () => {
    const typed = await Tagger.load<'PER' | 'X'>(bytes);
    expectTypeOf(await typed.entities('')).toEqualTypeOf<Entity<'PER' | 'X'>[]>();
    await typed.release();
  });

  it.each([
    [{ minimumScore: 2 }, 'minimumScore must be a number from 0 to 1, not 2'],
    [{ minimunScore: 0.5 }, 'unknown option "minimunScore"; did you mean "minimumScore"?'],
    [{ column: 'upos2' }, 'the model has no entities in the column "upos2"'],
  ])('refuses %j', async (options, message) => {
    await expect(tagger.entities('a', options as never)).rejects.toThrow(message);
  });

  it('refuses what is no text, and a model whose tags mark no spans', async () => {
    await expect(tagger.entities(3 as never)).rejects.toThrow('text must be');
    const { description, parameters } = createSampleModel({ cell: 'lstm', cellOutput: 'tanh' });
    const plain = await Tagger.load(encodeModelFile(description, parameters));
    await expect(plain.entities('a')).rejects.toThrow(
      'the tags of the model mark no entities: ADJ, DET, NOUN, …',
    );
    await plain.release();
    await expect(plain.entities('a')).rejects.toThrow('this tagger was released');
  });
});

it.each(['softmax', 'crf'] as const)(
  'reads the column of a model with several that marks spans: %s',
  async (output) => {
    const pos = ['ADJ', 'DET', 'NOUN', 'PUNCT', 'VERB'];
    const bytes = createSpanModel(pos, output, [schemes.BIOES, schemes.BIO]);
    const found: unknown[][] = [];
    for (const runtime of ['wasm', runtimes.node, portable] as const) {
      const tagger = await Tagger.load(bytes, { runtime });
      const words = (await tagger.tagBatch(sentences)).map((own) => own.map(({ tags }) => tags!));
      for (const [column, tags] of [
        ['ner0', schemes.BIOES],
        ['ner1', schemes.BIO],
      ] as const) {
        const grammar = SpanGrammar.of(tags)!;
        const ids = words.map((own) => own.map((labels) => tags.indexOf(labels[column]!)));
        expect(ids.every((own) => grammar.allowsAll(own))).toBe(true);
        const spans = await collect(
          tagger.entitiesOfSentences(
            sentences.map((own) => ({ words: own })),
            { column },
          ),
        );
        const places = spans.map(({ entities }) =>
          entities.map(({ start, end, label }) => ({ start, end, type: label })),
        );
        expect(places).toEqual(ids.map((own) => grammar.read(own)));
        found.push(places);
      }
      expect(await tagger.entities(sentences[3]!)).toEqual(
        await tagger.entities(sentences[3]!, { column: 'ner0' }),
      );
      await tagger.release();
    }
    // Of two sequences that are nearly as probable, a runtime may choose the other one.
    for (const [at, own] of found.entries()) {
      const differing = own.filter((places, index) => !isDeepStrictEqual(places, found[at % 2]![index]));
      expect(differing.length).toBeLessThanOrEqual(1);
    }
  },
);

it('has all of a multiword token, and the longer of two entities that share one', () => {
  const text = '  On va du musée au parc';
  const sentence: Sentence = {
    words: ['On', 'va', 'de', 'le', 'musée', 'à', 'le', 'parc'],
    source: {
      format: 'text',
      text: text.slice(2),
      tokens: [
        { text: 'On', start: 2, end: 4 },
        { text: 'va', start: 5, end: 7 },
        { text: 'du', start: 8, end: 10, words: ['de', 'le'] },
        { text: 'musée', start: 11, end: 16 },
        { text: 'au', start: 17, end: 19, words: ['à', 'le'] },
        { text: 'parc', start: 20, end: 24 },
      ],
    },
  };
  const span = (start: number, end: number) => ({ start, end, type: 'LOC', score: 0.5 });
  const texts = (spans: ReturnType<typeof span>[]) =>
    placeEntities(sentence, spans, 7).map((entity) => {
      expect(text.slice(entity.start, entity.end)).toBe(entity.text);
      expect(entity.sentence).toBe(7);
      return entity.text;
    });
  expect(texts([span(3, 5), span(6, 8)])).toEqual(['du musée', 'au parc']);
  expect(texts([span(0, 3), span(3, 5)])).toEqual(['On va du']);
  expect(texts([span(2, 3), span(3, 6), span(6, 8)])).toEqual(['du musée au']);
});
