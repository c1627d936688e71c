import { defaultSettings } from '@tagger/trainer';
import type { GradientExperiment, Series } from '@tagger/trainer/internal';
import { mean, median } from '../report/statistics';
import type { ReportTable } from '../report/tables';

/** The tables of `docs/vanishing-gradients.md`. */
export function tabulateGradients(experiment: GradientExperiment): ReportTable[] {
  return [tabulateFlow(experiment), tabulateNorms(experiment)];
}

function tabulateFlow({ flow }: GradientExperiment): ReportTable {
  const distance = flow[0]!.points.length - 1;
  const shown = [0, 1, 2, 5, 10, 15, 20, 30].filter((k) => k <= distance);
  return {
    title: 'The gradient k steps before the loss',
    head: ['network', ...shown.map((k) => `k = ${k}`)],
    rows: flow.map(({ name, points }) => [name, ...shown.map((k) => points[k]![1].toExponential(1))]),
    notes: ['‖∂L_T/∂h_{T−k}‖, mean over sentences.'],
  };
}

function tabulateNorms({ gradientNorms, losses, singularValues }: GradientExperiment): ReportTable {
  const rows = gradientNorms.map(({ name, points }, index) => {
    const norms = points.map(([, norm]) => norm);
    const { start, end } = singularValues[index]!;
    const above = norms.filter((norm) => norm > defaultSettings.clipNorm).length;
    const numbers = [median(norms), Math.max(...norms), above, lastLoss(losses[index]!), start, end];
    return [name, ...numbers.map((value) => Number(value.toPrecision(3)).toLocaleString('en'))];
  });
  return {
    title: 'Clipping',
    head: [
      'network',
      'median norm',
      'largest norm',
      `above ${defaultSettings.clipNorm}`,
      'loss',
      's, start',
      's, end',
    ],
    rows,
    notes: [
      'Norm of all gradients together, before clipping; loss over the last fifth of the steps; s is the largest singular value of W.',
    ],
  };
}

function lastLoss({ points }: Series): number {
  return mean(points.slice(-Math.ceil(points.length / 5)).map(([, loss]) => loss));
}
