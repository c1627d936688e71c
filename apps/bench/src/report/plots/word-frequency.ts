import * as Plot from '@observablehq/plot';
import { benchModels } from '../../accuracy/models';
import type { BenchResults } from '../results';
import { type Drawing, draw, palette } from './draw';

/** Accuracy by how often a word occurs in the training set, over all seeds. */
export function drawWordFrequency({ runs }: BenchResults): Drawing {
  const names = benchModels
    .map(({ name }) => name)
    .filter((name) => runs.some(({ model }) => model === name));
  const labels = runs[0]!.byFrequency.map(({ label }) => label);
  const points = names.flatMap((model) =>
    labels.map((label, index) => {
      const counts = runs.filter((run) => run.model === model).map(({ byFrequency }) => byFrequency[index]!);
      const [tokens, correct] = [
        sum(counts.map((each) => each.tokens)),
        sum(counts.map((each) => each.correct)),
      ];
      return { model, label, accuracy: (100 * correct) / tokens };
    }),
  );
  return {
    title: 'Accuracy by word frequency',
    caption:
      'Token accuracy on the test set, by how often the word occurs in the training set: 0 is a word never seen.',
    html: draw({
      x: { label: 'occurrences in the training set', domain: labels, type: 'point' },
      y: { label: 'test token accuracy, %', grid: true },
      color: { domain: names, range: palette, legend: true },
      marks: [
        Plot.line(points, { x: 'label', y: 'accuracy', stroke: 'model', strokeWidth: 2 }),
        Plot.dot(points, { x: 'label', y: 'accuracy', fill: 'model', r: 3 }),
      ],
    }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
