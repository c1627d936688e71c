import { TaggerError } from '@tagger/core';
import { expect, it } from 'vitest';
import { createSpanModel, schemes } from '../../models/test/spans/span-model';
import type { Learner, Learnt, Lesson } from '../src';
import { createClient, createWorkspace } from './workspace';

const workspace = createWorkspace();
const model = createSpanModel(schemes.BIO, 'crf');

/** A learner whose lessons are ended by the test. */
function createLearner() {
  const lessons: { lesson: Lesson; end(learnt: Learnt): void; fail(error: Error): void }[] = [];
  const learner: Learner = {
    learn: (lesson) =>
      new Promise((resolve, reject) => {
        lessons.push({ lesson, end: resolve, fail: reject });
      }),
    score: async (_model, pool) => Float64Array.from(pool, (words) => (words.includes('first') ? 1 : 0)),
    close: async () => {},
  };
  return { learner, lessons };
}

const texts = Array.from({ length: 12 }, (_, at) => `text ${at} of many`).join('\n');

it('learns in the background, and then suggests, and asks first for what it is least sure of', async () => {
  await workspace.write('a.txt', texts);
  const { learner, lessons } = createLearner();
  const page = await workspace.start('a.txt', 'a.jsonl', {
    learner,
    labels: ['PER', 'X'],
    order: 'uncertain',
    randomShare: 0,
    trainEvery: 2,
  });
  const { task, answer, ask } = createClient(page.url);
  const spans = [{ start: 0, end: 1, label: 'PER' }];
  let current = (await task()).body.task;
  for (let count = 0; count < 5; count++) {
    expect(current.origin).toBe('none');
    current = (await answer({ id: current.id, answer: 'accept', spans })).body.task;
  }
  // One lesson at a time: of the first two answers, while the others came.
  expect(lessons).toHaveLength(1);
  const [{ lesson, end }] = lessons as [(typeof lessons)[number]];
  expect(lesson.examples.map((example) => example.spans)).toEqual([spans, spans]);
  expect(page.progress().teaching).toMatchObject({ isLearning: true, model: undefined });
  const wanted = lesson.pool.at(-1)!;
  end({ model, uncertainty: Float64Array.from(lesson.pool, (_, at) => at) });
  while (page.progress().teaching.model === undefined) await new Promise((resolve) => setTimeout(resolve, 2));
  // The answers that came meanwhile are enough for the next.
  expect(lessons).toHaveLength(2);
  expect(lessons[1]!.lesson.examples).toHaveLength(5);
  // The text that is shown stays.
  expect((await task()).body.task.id).toBe(current.id);
  const next = (await answer({ id: current.id, answer: 'reject', spans: [] })).body;
  expect(next.task.words.map(({ text }) => text)).toEqual(wanted);
  expect(next.task.origin).toBe('model');
  await answer({ id: next.task.id, answer: 'accept', spans });
  const lines = await workspace.lines('a.jsonl');
  expect(lines.at(-1)).toMatchObject({
    suggested: next.task.spans.map(({ start, end: to, label }) => [start, to, label]),
  });
  // A lesson that fails leaves the model before.
  lessons[1]!.fail(new TaggerError('no memory'));
  while (page.progress().teaching.problem === undefined)
    await new Promise((resolve) => setTimeout(resolve, 2));
  expect((await ask('/v1/progress')).body.teaching).toMatchObject({
    model: 'the model of 2 answers',
    problem: 'no memory',
  });
  await page.close();
});

it('suggests by a model that was given, and asks it for the order', async () => {
  await workspace.write('b.txt', `${texts}\nthe first text`);
  const { learner } = createLearner();
  const given = {
    learner,
    order: 'uncertain',
    randomShare: 0,
    trainEvery: 0,
    model: { name: 'own.onnx', bytes: model },
  } as const;
  await expect(workspace.start('b.txt', 'b.jsonl', { ...given, labels: ['LOC'] })).rejects.toThrow(
    'own.onnx has none of the labels (it has PER, X)',
  );
  const page = await workspace.start('b.txt', 'b.jsonl', { ...given, labels: ['PER', 'X'] });
  const { task } = createClient(page.url);
  while (page.progress().teaching.isLearning) await new Promise((resolve) => setTimeout(resolve, 2));
  const first = (await task()).body.task;
  expect(first.origin).toBe('model');
  expect(first.words.map(({ text }) => text)).toEqual(['the', 'first', 'text']);
  await page.close();
});

it('learns nothing from answers without a label', async () => {
  await workspace.write('c.txt', texts);
  const { learner, lessons } = createLearner();
  const page = await workspace.start('c.txt', 'c.jsonl', { learner, trainEvery: 1 });
  const { task, answer } = createClient(page.url);
  const first = (await task()).body.task;
  const second = (await answer({ id: first.id, answer: 'accept', spans: [] })).body.task;
  expect(lessons).toHaveLength(0);
  await answer({ id: second.id, answer: 'accept', spans: [{ start: 0, end: 1, label: 'PER' }] });
  expect(lessons).toHaveLength(1);
  await page.close();
});
