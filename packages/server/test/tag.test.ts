import { Tagger } from '@tagger/models';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSpanModel, schemes } from '../../models/test/spans/span-model';
import { english, readMetric, shareServer } from './test-server';

const spans = createSpanModel(schemes.BIO, 'crf');
const server = shareServer({ models: [english, { name: 'spans', source: spans }] });
let tagger: Tagger;
beforeAll(async () => {
  tagger = await Tagger.load(english.source);
});
afterAll(() => tagger.release());

const round = (score: number) => Math.round(score * 1e4) / 1e4;
const tag = (body: unknown, headers?: Record<string, string>) => server().post('/v1/tag', body, headers);
const tagJson = async (body: unknown) => (await tag(body)).json();

describe('POST /v1/tag', () => {
  it('gives the tokens of a text as the library does', async () => {
    const text = 'I saw her duck. Didn’t you? 🦆 quacks';
    const tokens = (await tagger.tag(text)).map((token) => ({ ...token, score: round(token.score) }));
    expect(await tagJson({ text })).toEqual({ model: 'en', tokens: JSON.parse(JSON.stringify(tokens)) });
  });

  it('gives the tags of tokens, of one sentence and of several', async () => {
    const tags = ({ tokens }: { tokens: { tag: string }[] }) => tokens.map((token) => token.tag);
    expect(tags(await tagJson({ tokens: ['I', 'see', 'it'] }))).toEqual(['PRON', 'VERB', 'PRON']);
    const { results } = await tagJson({ tokens: [['I', 'see'], [], ['London']] });
    expect(results.map(tags)).toEqual([['PRON', 'VERB'], [], ['PROPN']]);
  });

  it('answers several texts, an empty one too', async () => {
    const { results } = await tagJson({ texts: ['I see.', '', 'ducks'], model: 'en' });
    expect(results.map(({ tokens }: { tokens: unknown[] }) => tokens.length)).toEqual([3, 0, 1]);
  });

  it('gives the best tags that are asked for', async () => {
    const { tokens } = await tagJson({ tokens: ['duck'], topK: 2 });
    expect(tokens[0].alternatives).toHaveLength(2);
    expect(tokens[0].alternatives[0]).toEqual({ tag: tokens[0].tag, score: tokens[0].score });
  });

  it('writes CoNLL-U from which the text can be restored, and lines of word/TAG', async () => {
    const text = "  I don't.\n\nYou see";
    const conllu = await tag({ text }, { accept: 'text/x-conllu' });
    expect(conllu.headers.get('content-type')).toBe('text/x-conllu; charset=utf-8');
    expect(await conllu.text()).toBe(`# newdoc
# newpar
# sent_id = 1
# text = I don't.
1	I	I	PRON	PRP	Case=Nom|Number=Sing|Person=1|PronType=Prs	_	_	_	SpacesBefore=\\s\\s
2-3	don't	_	_	_	_	_	_	_	SpaceAfter=No
2	do	do	AUX	VBP	Mood=Ind|Number=Sing|Person=1|Tense=Pres|VerbForm=Fin	_	_	_	_
3	n't	not	PART	RB	Polarity=Neg	_	_	_	_
4	.	.	PUNCT	.	_	_	_	_	SpacesAfter=\\n\\n

# newpar
# sent_id = 2
# text = You see
1	You	you	PRON	PRP	Case=Nom|Person=2|PronType=Prs	_	_	_	_
2	see	see	VERB	VBP	Mood=Ind|Number=Sing|Person=2|Tense=Pres|VerbForm=Fin	_	_	_	SpaceAfter=No

`);
    const lines = await tag({ text }, { accept: 'text/plain;q=0.9, image/png' });
    expect(await lines.text()).toBe("I/PRON do/AUX n't/PART ./PUNCT\nYou/PRON see/VERB\n");
    const tokens = await tag({ tokens: [['I'], ['see']] }, { accept: 'text/plain' });
    expect(await tokens.text()).toBe('I/PRON\nsee/VERB\n');
  });

  it('finds entities in texts and tokens as the library does', async () => {
    const finder = await Tagger.load(spans);
    const rounded = async (input: string | string[]) =>
      (await finder.entities(input)).map((entity) => ({ ...entity, score: round(entity.score) }));
    const text = 'Ada saw Bob. Eve came.';
    const own = { model: 'spans', entities: true };
    expect((await tagJson({ text, ...own })).entities).toEqual(await rounded(text));
    const { results } = await tagJson({ tokens: [['Ada', 'came'], []], ...own });
    expect(results[0].entities).toEqual(await rounded(['Ada', 'came']));
    expect(results[1].entities).toEqual([]);
    await finder.release();
    const refused = await tag({ text, entities: true });
    expect(refused.status).toBe(400);
    expect((await refused.json()).error.message).toMatch(/^the tags of the model mark no entities/);
  });

  it('answers a text of many pieces whole', async () => {
    const text = 'I saw her duck. '.repeat(4000);
    const response = await tag({ text });
    expect(response.headers.get('transfer-encoding')).toBe('chunked');
    const { tokens } = (await response.json()) as { tokens: { start: number; end: number; text: string }[] };
    expect(tokens).toHaveLength(20_000);
    for (const token of tokens) expect(text.slice(token.start, token.end)).toBe(token.text);
  });

  it.each([
    [{}, 'the request must have exactly one of text, texts and tokens'],
    [{ text: 'a', texts: [] }, 'the request must have exactly one of text, texts and tokens'],
    [{ text: 5 }, 'text must be of the type string'],
    [{ texts: ['a', null] }, 'texts.1 must be of the type string'],
    [{ text: 'a', topk: 1 }, 'the request has an unknown key "topk"'],
    [{ text: 'a', topK: 0 }, 'topK must be >= 1'],
    [
      { tokens: ['a', ''] },
      'tokens must be an array of strings, or an array of such arrays, without empty strings',
    ],
    [{ text: 'a', language: 'x y' }, "'x y' is not a language tag (such as en, ja or pt-BR)"],
    ['[]', 'the request must be of the type object'],
    ['{"text": "secret', 'the body is not JSON'],
    ['', 'the body is empty'],
  ])('refuses %j', async (body, message) => {
    const response = await tag(body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: { code: 'invalid_request', message } });
  });

  it('refuses what it does not know: a model, a format, a type, an encoding, a charset', async () => {
    const expectError = async (response: Response, status: number, code: string) => {
      expect(response.status).toBe(status);
      expect(await response.json()).toMatchObject({ error: { code } });
    };
    await expectError(await tag({ text: 'a', model: 'fr' }), 404, 'unknown_model');
    await expectError(await tag({ text: 'a' }, { accept: 'image/png' }), 406, 'not_acceptable');
    const type = { 'content-type': 'text/csv' };
    await expectError(await tag('a', type), 415, 'unsupported_media_type');
    const encoding = { 'content-encoding': 'gzip' };
    await expectError(await tag({ text: 'a' }, encoding), 415, 'unsupported_media_type');
    const charset = { 'content-type': 'application/json; charset=latin1' };
    await expectError(await tag({ text: 'a' }, charset), 415, 'unsupported_media_type');
    await expectError(await fetch(`${server().url}/v1/nothing`), 404, 'not_found');
    await expectError(await fetch(`${server().url}/v1/tag`), 404, 'not_found');
    await expectError(await fetch(`${server().url}/%ff`), 400, 'invalid_request');
  });
});

it('calls of many connections get their own answers', async () => {
  const words = Array.from({ length: 200 }, (_, index) => `word${index}`);
  const answers = await Promise.all(words.map((word) => tagJson({ text: `I see ${word}.` })));
  expect(answers.map(({ tokens }) => tokens[2].text)).toEqual(words);
});

describe('routes that say something of the server', () => {
  const get = async (path: string) => (await fetch(server().url + path)).json();

  it('models', async () => {
    const { models, ...others } = await get('/v1/models');
    expect(others).toEqual({ default: 'en' });
    expect(models).toMatchObject([
      {
        name: 'en',
        language: 'en',
        columns: ['upos', 'xpos', 'feats', 'lemma'],
        entityColumns: [],
        tokenizer: false,
      },
      { name: 'spans' },
    ]);
    expect(models[0].tags).toContain('NOUN');
  });

  it('health and readiness', async () => {
    expect(await get('/healthz')).toEqual({ status: 'ok' });
    expect(await get('/readyz')).toEqual({ status: 'ready' });
  });

  it('metrics count requests and tokens', async () => {
    const before = await readMetric(server(), 'tagger_tokens_total');
    await tagJson({ text: 'one two three' });
    expect((await readMetric(server(), 'tagger_tokens_total')) - before).toBe(3);
    expect(await readMetric(server(), 'tagger_requests_total{route="/v1/tag",status="200"}')).toBeGreaterThan(
      0,
    );
  });

  it('the description has every route but its own', async () => {
    const { openapi, paths } = await get('/openapi.json');
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths).sort()).toEqual(
      ['/healthz', '/metrics', '/models', '/process', '/readyz', '/v1/models', '/v1/tag'].sort(),
    );
    const { content } = paths['/v1/tag'].post.requestBody;
    expect(Object.keys(content)).toEqual(
      expect.arrayContaining(['application/json', 'application/x-ndjson']),
    );
    expect(content['application/json'].schema.properties.topK.minimum).toBe(1);
  });
});
