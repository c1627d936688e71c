import { appendFile, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { readCorpus } from '@tagger/core/node';
import { expect, it } from 'vitest';
import { readAnswers } from '../src';
import { createClient, createWorkspace } from './workspace';

const workspace = createWorkspace();
const texts = 'Ann Lee left.\n\nShe works at Acme 😀 Corp.\nNobody came.\n';

it('asks for one text after the other, and has each answer in the file before it says so', async () => {
  await workspace.write('a.txt', texts);
  const server = await workspace.start('a.txt', 'a.jsonl');
  const { task, answer } = createClient(server.url);
  const first = (await task()).body.task;
  expect(first.words.map((word) => word.text)).toEqual(['Ann', 'Lee', 'left', '.']);
  expect(first.words[3]!.isJoined).toBe(true);
  const { body } = await answer({
    id: first.id,
    answer: 'accept',
    spans: [{ start: 0, end: 2, label: 'PER' }],
    note: '',
  });
  expect(await workspace.lines('a.jsonl')).toEqual([
    expect.objectContaining({
      text: 'Ann Lee left.',
      answer: 'accept',
      spans: [{ start: 0, end: 7, token_start: 0, token_end: 1, label: 'PER' }],
    }),
  ]);
  const second = body.task;
  const spans = [
    { start: 5, end: 6, label: 'ORG' },
    { start: 3, end: 4, label: 'ORG' },
  ];
  const third = (await answer({ id: second.id, answer: 'accept', spans, note: 'two?' })).body.task;
  const end = await answer({ id: third.id, answer: 'reject', spans: [] });
  expect(end.body).toEqual({
    progress: expect.objectContaining({ total: 3, counts: { accept: 2, reject: 1, ignore: 0 } }),
  });
  await server.close();
  // Readers of corpora take the file as it is, without what was rejected.
  const sentences = [];
  for await (const { words, tags } of readCorpus(workspace.path('a.jsonl')))
    sentences.push([words.join(' '), tags]);
  expect(sentences).toEqual([
    ['Ann Lee left .', ['B-PER', 'I-PER', 'O', 'O']],
    ['She works at Acme 😀 Corp .', ['O', 'O', 'O', 'B-ORG', 'O', 'B-ORG', 'O']],
  ]);
});

it('goes back to answers, which are then replaced, and continues where one stopped', async () => {
  await workspace.write('b.txt', texts);
  let server = await workspace.start('b.txt', 'b.jsonl');
  let client = createClient(server.url);
  const first = (await client.task()).body.task;
  const second = (await client.answer({ id: first.id, answer: 'accept', spans: [] })).body.task;
  const back = (await client.task(second.id)).body.task;
  expect(back).toMatchObject({ id: first.id, verdict: 'accept', origin: 'answer' });
  expect((await client.task(first.id)).body.task).toBeUndefined();
  // Another window has answered.
  expect(await client.answer({ id: first.id, answer: 'reject', spans: [] })).toMatchObject({ status: 409 });
  const spans = [{ start: 0, end: 2, label: 'PER' }];
  await client.answer({ id: first.id, answer: 'accept', spans, note: 'now', replaces: true });
  expect(await workspace.lines('b.jsonl')).toEqual([
    expect.objectContaining({ note: 'now', answer: 'accept' }),
  ]);
  await client.answer({ id: second.id, answer: 'ignore', spans: [] });
  await server.close();
  server = await workspace.start('b.txt', 'b.jsonl');
  client = createClient(server.url);
  expect((await client.task()).body.task.words[0]!.text).toBe('Nobody');
  expect(server.progress().counts).toEqual({ accept: 1, reject: 0, ignore: 1 });
  await server.close();
});

it('labels words, and starts from the labels of the texts', async () => {
  await workspace.write(
    'c.jsonl',
    '{"words": ["I", "see", "it"], "tags": ["PRON", "VERB", null]}\n{"words": ["Go"]}\n',
  );
  const server = await workspace.start('c.jsonl', 'c.out.jsonl', {
    kind: 'tokens',
    labels: ['PRON', 'VERB'],
  });
  const { task, answer } = createClient(server.url);
  const { id, spans, origin } = (await task()).body.task;
  expect(origin).toBe('texts');
  expect(spans).toEqual([
    { start: 0, end: 1, label: 'PRON' },
    { start: 1, end: 2, label: 'VERB' },
  ]);
  const next = (await answer({ id, answer: 'accept', spans })).body.task;
  await answer({ id: next.id, answer: 'reject', spans: [] });
  await server.close();
  const sentences = [];
  for await (const { tags, unlabelled } of readCorpus(workspace.path('c.out.jsonl')))
    sentences.push({ tags, unlabelled });
  expect(sentences).toEqual([{ tags: ['PRON', 'VERB', '_'], unlabelled: [2] }]);
});

it('removes a line that was cut off, and keeps all others', async () => {
  await workspace.write('d.txt', texts);
  let server = await workspace.start('d.txt', 'd.jsonl');
  const { task, answer } = createClient(server.url);
  await answer({ id: (await task()).body.task.id, answer: 'accept', spans: [] });
  await server.close();
  const whole = await workspace.read('d.jsonl');
  await appendFile(workspace.path('d.jsonl'), '{"id":"12ab","text":"She wor');
  server = await workspace.start('d.txt', 'd.jsonl');
  expect(server.wasTorn).toBe(true);
  expect(await workspace.read('d.jsonl')).toBe(whole);
  await server.close();
});

it.each([
  [
    '{"text": "Ann", "label": [[0, 3, "PER"]]}\n',
    /:1: the line is no answer of tagger annotate \(choose another file/,
  ],
  ['words that somebody needs', /the line is no answer of tagger annotate/],
])('leaves a file alone that has something else: %j', async (content, message) => {
  await workspace.write('e.txt', texts);
  await workspace.write('e.jsonl', content);
  await expect(workspace.start('e.txt', 'e.jsonl')).rejects.toThrow(message);
  expect(await workspace.read('e.jsonl')).toBe(content);
  await rm(workspace.path('e.jsonl'));
});

it('refuses answers to other texts, another kind, an unknown label, and a second process, in one line', async () => {
  await workspace.write('f.txt', texts);
  await workspace.write('other.txt', 'Something else.\n');
  const server = await workspace.start('f.txt', 'f.jsonl');
  await expect(workspace.start('f.txt', 'f.jsonl')).rejects.toThrow(
    /f\.jsonl: process \d+ is writing it already/,
  );
  const { task, answer } = createClient(server.url);
  await answer({
    id: (await task()).body.task.id,
    answer: 'accept',
    spans: [{ start: 0, end: 1, label: 'ORG' }],
  });
  await server.close();
  await expect(workspace.start('other.txt', 'f.jsonl')).rejects.toThrow(
    'has answers to other texts (give the texts',
  );
  await expect(workspace.start('f.txt', 'f.jsonl', { labels: ['PER'] })).rejects.toThrow(
    'has the label ORG, which is none of --labels',
  );
  await expect(workspace.start('f.txt', 'f.jsonl', { kind: 'tokens' })).rejects.toThrow(
    'has labels of spans, not of tokens',
  );
  await expect(workspace.start('f.txt', 'f.jsonl', { labels: ['O'] })).rejects.toThrow(
    '"O" cannot be a label',
  );
  await expect(workspace.start('f.txt', 'g.jsonl.gz')).rejects.toThrow('compressed');
  // None of them has left a lock.
  await expect(stat(workspace.path('f.jsonl.lock'))).rejects.toThrow('ENOENT');
});

it('is asked by its own page alone', async () => {
  await workspace.write('h.txt', texts);
  const server = await workspace.start('h.txt', 'h.jsonl');
  const { task, answer, ask } = createClient(server.url);
  const { id } = (await task()).body.task;
  const body = { id, answer: 'accept', spans: [] };
  for (const headers of [
    { origin: 'https://example.org' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])
    expect((await answer(body, headers as Record<string, string>)).status).toBe(403);
  expect((await ask('/v1/task', { headers: { origin: 'http://localhost:1' } })).status).toBe(403);
  // A name that was led here; a form, which needs no permission to be sent.
  expect(await statusOfHost(server.url, 'evil.example:8081')).toBe(403);
  expect(await statusOfHost(server.url, 'localhost:8081')).toBe(200);
  expect(
    (
      await ask('/v1/answers', {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: JSON.stringify(body),
      })
    ).status,
  ).toBe(415);
  expect(await workspace.read('h.jsonl')).toBe('');
  const { origin } = new URL(server.url);
  expect((await answer(body, { origin })).status).toBe(200);
  for (const wrong of [
    { ...body, spans: [{ start: 0, end: 9, label: 'PER' }] },
    { ...body, spans: [{ start: 0, end: 1, label: 'LOC' }] },
    {
      ...body,
      spans: [
        { start: 0, end: 2, label: 'PER' },
        { start: 1, end: 3, label: 'PER' },
      ],
    },
    { ...body, answer: 'yes' },
    { ...body, more: 1 },
  ])
    expect(await answer({ ...wrong, replaces: true })).toEqual({
      status: 400,
      body: { error: expect.objectContaining({ code: 'invalid_request' }) },
    });
  await server.close();
  expect((await readAnswers(workspace.path('h.jsonl'))).answers.size).toBe(1);
});

it('needs a key where others reach it', async () => {
  await workspace.write('i.txt', texts);
  const server = await workspace.start('i.txt', 'i.jsonl', { host: '0.0.0.0' });
  const { port, hash } = new URL(server.url);
  const { task, ask } = createClient(`http://127.0.0.1:${port}`);
  expect((await task()).status).toBe(401);
  const key = new URLSearchParams(hash.slice(1)).get('key');
  expect((await ask('/v1/task', { headers: { authorization: `Bearer ${key}` } })).status).toBe(200);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  await server.close();
});

/** The status of a request with this name of a host, which `fetch` lets nobody choose. */
function statusOfHost(url: string, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${url}/v1/task`, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode!);
    });
    asked.on('error', reject).end();
  });
}
