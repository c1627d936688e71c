import { WorkerLearner } from '@tagger/annotate/internal';
import { Tagger } from '@tagger/models';
import { expect, it } from 'vitest';

it('the worker of tagger annotate learns from answers, says how sure the model is, and can be ended', async () => {
  const names = ['Ann', 'Bob', 'Cleo', 'Dora', 'Emil', 'Fred'];
  const examples = names.map((name) => ({
    words: ['then', name, 'left', 'the', 'house'],
    spans: [{ start: 1, end: 2, label: 'PER' }],
  }));
  const learner = new WorkerLearner();
  const pool = [
    ['then', 'Ann', 'left'],
    ['QX7-19', '???', 'zzz'],
  ];
  const { model, uncertainty } = await learner.learn({ kind: 'spans', examples, pool });
  expect(uncertainty[0]).toBeLessThan(uncertainty[1]!);
  expect(await learner.score(model, pool)).toEqual(uncertainty);
  const tagger = await Tagger.load(model);
  expect(await tagger.entities(examples[0]!.words)).toMatchObject([{ text: 'Ann', label: 'PER' }]);
  await tagger.release();
  await expect(learner.learn({ kind: 'spans', examples: [], pool })).rejects.toThrow('answers: no tags');
  const running = learner.learn({ kind: 'spans', examples, pool });
  const ended = expect(running).rejects.toThrow('the training has ended');
  await learner.close();
  await ended;
});
