import * as Plot from '@observablehq/plot';
import type { BenchResults } from '../results';
import { type Drawing, draw } from './draw';

/** Which tag is taken for which, by the LSTM with the first seed. */
export function drawConfusionMatrix({ runs, seeds }: BenchResults): Drawing {
  const { tags, counts } = runs.find(({ model, seed }) => model === 'LSTM' && seed === seeds[0])!.test
    .confusion;
  const cells = tags.flatMap((gold, row) => {
    const total = Math.max(
      1,
      counts[row]!.reduce((sum, count) => sum + count, 0),
    );
    return tags.map((predicted, column) => ({
      gold,
      predicted,
      share: (100 * counts[row]![column]!) / total,
    }));
  });
  const format = ({ share }: { share: number }) => (share >= 0.5 ? share.toFixed(0) : '');
  return {
    title: 'Confusion matrix of the LSTM',
    caption: 'Each row is a gold tag: which share of its tokens (in %, test set) was given each tag.',
    html: draw({
      width: 640,
      height: 560,
      marginLeft: 64,
      marginBottom: 64,
      x: { label: 'given', domain: [...tags], tickRotate: -50 },
      y: { label: 'gold', domain: [...tags] },
      color: { type: 'sqrt', domain: [0, 100], range: ['#0072b20a', '#0072b2'] },
      marks: [
        Plot.cell(cells, { x: 'predicted', y: 'gold', fill: 'share', inset: 0.5 }),
        Plot.text(cells, {
          x: 'predicted',
          y: 'gold',
          text: format,
          fill: ({ share }) => (share > 35 ? 'white' : 'currentColor'),
          fontSize: 11,
        }),
      ],
    }),
  };
}
