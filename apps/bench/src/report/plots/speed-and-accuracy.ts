import * as Plot from '@observablehq/plot';
import type { BenchResults } from '../results';
import { type Drawing, draw, palette } from './draw';

/** Every program that was measured, as a point. */
export function drawSpeedAndAccuracy({ peers }: BenchResults): Drawing {
  const points = peers.flatMap((peer) =>
    'notMeasured' in peer
      ? []
      : [
          {
            name: peer.name,
            isOurs: peer.name.startsWith('Tagger'),
            x: peer.tokensPerSecond,
            y: 100 * peer.accuracy,
          },
        ],
  );
  const fill = ({ isOurs }: { isOurs: boolean }) => (isOurs ? palette[1]! : palette[0]!);
  return {
    title: 'Speed and accuracy',
    caption: 'Tagging the test set on one thread: up is more accurate, right is faster. Ours are orange.',
    html: draw({
      marginRight: 90,
      x: { type: 'log', label: 'tokens/s', grid: true, tickFormat: '~s' },
      y: { label: 'test token accuracy, %', grid: true },
      marks: [
        Plot.dot(points, { x: 'x', y: 'y', fill, r: 5 }),
        Plot.text(points, { x: 'x', y: 'y', text: 'name', dx: 9, textAnchor: 'start', fill: 'currentColor' }),
      ],
    }),
  };
}
