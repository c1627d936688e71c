import * as Plot from '@observablehq/plot';
import { JSDOM } from 'jsdom';

/** Colours that can be told apart on white and on black, and by most who are colour-blind (Okabe and Ito, 2008). */
export const palette = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#8c8c8c', '#b8860b', '#56b4e9'];

export interface Drawing {
  readonly title: string;
  /** What to see in it. */
  readonly caption: string;
  /** SVG, with its legend if it has one. */
  readonly html: string;
}

/** Draws a plot without a browser. Text takes the colour of the page. */
export function draw(options: Plot.PlotOptions): string {
  const { document } = new JSDOM('').window;
  const plot = Plot.plot({
    document,
    width: 560,
    height: 340,
    marginLeft: 56,
    marginBottom: 44,
    style: { background: 'transparent', fontSize: '13px', overflow: 'visible' },
    ...options,
  });
  return plot.outerHTML;
}
