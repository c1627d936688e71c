import * as Plot from '@observablehq/plot';
import { benchModels } from '../../accuracy/models';
import type { BenchResults } from '../results';
import { mean } from '../statistics';
import { type Drawing, draw, palette } from './draw';

/** Accuracy on dev after each epoch, mean over the seeds. */
export function drawLearningCurves({ runs }: BenchResults): Drawing {
  const names = benchModels
    .map(({ name }) => name)
    .filter((name) => runs.some(({ model }) => model === name));
  const points = names.flatMap((model) => {
    const histories = runs.filter((run) => run.model === model).map(({ history }) => history);
    return histories[0]!.map(({ epoch }, index) => ({
      model,
      epoch,
      accuracy: 100 * mean(histories.map((history) => history[index]!.dev?.accuracy ?? Number.NaN)),
    }));
  });
  return {
    title: 'Learning curves',
    caption: 'Token accuracy on the dev set after each epoch, mean over the seeds.',
    html: draw({
      x: { label: 'epoch', ticks: [...new Set(points.map(({ epoch }) => epoch))], tickFormat: 'd' },
      y: { label: 'dev token accuracy, %', grid: true },
      color: { domain: names, range: palette, legend: true },
      marks: [
        Plot.line(points, { x: 'epoch', y: 'accuracy', stroke: 'model', strokeWidth: 2 }),
        Plot.dot(points, { x: 'epoch', y: 'accuracy', fill: 'model', r: 3 }),
      ],
    }),
  };
}
