import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, tiny } from './workspace';

const folder = createWorkspace();
const { tagger } = folder;

const names = ['Ann', 'Ben', 'Cleo', 'Dan'];
const places = ['Rome', 'Oslo', 'Lima'];
const texts = Array.from({ length: 24 }, (_, index) => {
  const [name, place] = [names[index % names.length]!, places[index % places.length]!];
  const text = `${name} lives in ${place}.`;
  const start = text.indexOf(place);
  return { text, spans: [[0, name.length, 'PER'] as const, [start, start + place.length, 'LOC'] as const] };
});
const columns = texts
  .map(({ text, spans }) => {
    const words = text.replace('.', ' .').split(' ');
    const label = (word: string) => spans.find(([start, end]) => text.slice(start, end) === word)?.[2];
    return words.map((word) => `${word}\t${label(word) ? `B-${label(word)}` : 'O'}\n`).join('');
  })
  .join('\n');

beforeAll(async () => {
  await folder.write('train.conll', columns);
  await folder.write(
    'doccano.jsonl',
    texts.map(({ text, spans }) => JSON.stringify({ text, label: spans })).join('\n'),
  );
  await folder.write(
    'spacy.json',
    JSON.stringify(texts.map(({ text, spans }) => [text, { entities: spans }])),
  );
  await folder.write('odd.jsonl', `${JSON.stringify({ text: 'Ann lives.', label: [[0, 6, 'PER']] })}\n`);
});

async function train(corpus: string) {
  const { status, stderr } = await tagger(
    `train --train @${corpus} -o @model.onnx --epochs 4 --quiet --language en ${tiny.join(' ')}`,
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const model = await folder.read('model.onnx');
  // The name of the corpus is in the file.
  return Buffer.from(model).toString('latin1').replaceAll(corpus, 'corpus');
}

describe('annotated texts', () => {
  it('train the model that the same labels in columns train', async () => {
    const weights = (model: string) => model.slice(0, model.indexOf('tagger.'));
    const fromColumns = weights(await train('train.conll'));
    expect(weights(await train('doccano.jsonl')) === fromColumns).toBe(true);
    expect(weights(await train('spacy.json')) === fromColumns).toBe(true);
  });

  it('are tested, and tagged as JSON Lines', async () => {
    const test = await tagger('test @model.onnx @doccano.jsonl --json');
    expect(JSON.parse(test.stdout)).toMatchObject({ sentences: 24, tokens: 120 });
    const { stdout } = await tagger('tag @model.onnx @spacy.json');
    expect(JSON.parse(stdout.split('\n')[0]!)).toMatchObject({ words: ['Ann', 'lives', 'in', 'Rome', '.'] });
  });

  it('show spans that are not whole tokens, and --strict refuses them', async () => {
    const { status, stderr } = await tagger('test @model.onnx @odd.jsonl');
    expect(status).toBe(0);
    expect(stderr).toContain(
      'odd.jsonl:1: spans that do not start and end where tokens do: 1, "Ann li" (widened',
    );
    const refused = await tagger('test @model.onnx @odd.jsonl --strict');
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('odd.jsonl:1: the span "Ann li" does not start and end where tokens do');
  });
});
