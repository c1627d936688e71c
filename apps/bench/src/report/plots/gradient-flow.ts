import * as Plot from '@observablehq/plot';
import type { Series } from '@tagger/trainer/internal';
import type { BenchResults } from '../results';
import { type Drawing, draw, palette } from './draw';

/** ‖∂L_T/∂h_{T−k}‖ by k: before training as lines, after it dashed. */
export function drawGradientFlow({ gradients: { flow } }: BenchResults): Drawing {
  const points = flow.flatMap(({ name, points }) => {
    const { network, variant } = splitName(name);
    return points.map(([k, norm]) => ({ network, when: variant, k, norm }));
  });
  return {
    title: 'Vanishing and exploding gradients',
    caption:
      'How much of the loss at the last step comes back to the state k steps before it: before training (lines) and after it (dashed).',
    html: draw({
      x: { label: 'k', grid: false },
      y: { type: 'log', label: '‖∂L/∂h‖, k steps before the loss', grid: true, tickFormat: formatPower },
      color: { domain: networksOf(flow), range: palette, legend: true },
      marks: ['before training', 'after training'].map((when) =>
        Plot.line(
          points.filter((point) => point.when === when),
          {
            x: 'k',
            y: 'norm',
            stroke: 'network',
            strokeWidth: 2,
            ...(when === 'after training' ? { strokeDasharray: '5 4' } : {}),
          },
        ),
      ),
    }),
  };
}

/** Norm of all gradients by training step, without clipping. */
export function drawGradientNorms({ gradients: { gradientNorms } }: BenchResults): Drawing {
  const unclipped = gradientNorms.filter(({ name }) => name.endsWith('not clipped'));
  const points = unclipped.flatMap(({ name, points }) =>
    points.map(([step, norm]) => ({ network: splitName(name).network, step, norm })),
  );
  return {
    title: 'Gradient norms without clipping',
    caption: 'Norm of all gradients together at each training step: the same networks, not clipped.',
    html: draw({
      x: { label: 'step' },
      y: { type: 'log', label: 'norm', grid: true, tickFormat: formatPower },
      color: { domain: networksOf(unclipped), range: palette, legend: true },
      marks: [Plot.line(points, { x: 'step', y: 'norm', stroke: 'network', strokeWidth: 1 })],
    }),
  };
}

/** 'RNN, spectral radius 1, before training' → the network, and what stands behind its last comma. */
function splitName(name: string): { network: string; variant: string } {
  const comma = name.lastIndexOf(', ');
  return { network: name.slice(0, comma), variant: name.slice(comma + 2) };
}

function networksOf(series: readonly Series[]): string[] {
  return [...new Set(series.map(({ name }) => splitName(name).network))];
}

/** Powers of ten alone: others would stand too close. */
function formatPower(value: number): string {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) < 1e-9 ? `1e${Math.round(exponent)}` : '';
}
