import { type Html, html } from '@tagger/core/internal';
import type { EvaluationReport } from '@tagger/trainer';
import type { CalibrationBin } from '@tagger/trainer/internal';
import { formatCount } from '../../display/format';
import { countOf, percent, table } from '../parts';

/** The drawing, in its own units: where 0 and 1 of both axes are. */
const frame = { left: 36, right: 386, top: 14, bottom: 274 };
/** Height of the strip that shows how many tokens a bin has, below the axis. */
const strip = { top: 312, height: 44 };
/** Fewer tokens tell little of a share: the curve leaves them out. */
const fewTokens = 20;

/** How often a tag is right, by the score that the model gives it, and an entity. */
export function writeCalibration({ calibration, result: { spanCalibration } }: EvaluationReport): Html {
  return html`<p class="note">A score is the probability that the model gives to its tag. On the dashed line it is right as often as it says; below it, it is too sure. A larger dot stands for more tokens, an empty one for fewer than ${fewTokens}.</p>
${writeBins(calibration, 'token')}
${
  spanCalibration &&
  html`<h3>Entities</h3>
<p class="note">The score of an entity is the probability of all of it. On average it is ${percent(spanCalibration.error)} points away from how often entities of like score are right (expected calibration error).</p>
${writeBins(spanCalibration.bins, 'span')}`
}`;
}

/** @param noun what is counted */
function writeBins(all: readonly CalibrationBin[], noun: string): Html {
  const bins = all.filter(({ count }) => count > 0);
  return html`<div class="beside">
<figure>${drawPlot(bins, noun)}</figure>
${table(
  `Accuracy of ${noun}s by score`,
  [
    { head: 'Score', kind: 'text' },
    { head: noun === 'token' ? 'Tokens' : 'Spans', kind: 'number' },
    { head: 'Mean score, %', kind: 'number' },
    { head: 'Accuracy, %', kind: 'number' },
  ],
  bins.map((bin) => [
    nameBin(bin),
    formatCount(bin.count),
    percent(bin.meanScore),
    html`<strong>${percent(bin.correct / bin.count)}</strong>`,
  ]),
)}
</div>`;
}

function nameBin({ from, to }: CalibrationBin): string {
  return `${percent(from, 0)} – ${percent(to, 0)} %`;
}

function drawPlot(bins: readonly CalibrationBin[], noun: string): Html {
  const x = (share: number) => round(frame.left + share * (frame.right - frame.left));
  const y = (share: number) => round(frame.bottom - share * (frame.bottom - frame.top));
  const most = Math.max(...bins.map(({ count }) => count));
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const points = bins.map((bin) => ({ bin, x: x(bin.meanScore), y: y(bin.correct / bin.count) }));
  return html`<svg class="plot" viewBox="0 0 400 390" role="img" aria-label="Accuracy of ${noun}s by score">
${ticks.map(
  (tick) => html`<line class="grid" x1="${frame.left}" x2="${frame.right}" y1="${y(tick)}" y2="${y(tick)}"/>
<text x="${frame.left - 8}" y="${y(tick) + 4}" text-anchor="end">${percent(tick, 0)}</text>
<text x="${x(tick)}" y="${frame.bottom + 18}" text-anchor="middle">${percent(tick, 0)}</text>\n`,
)}<line class="ideal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>
<polyline class="curve" points="${points.flatMap(({ bin, x, y }) => (bin.count < fewTokens ? [] : [`${x},${y}`])).join(' ')}"/>
${points.map(({ bin, x, y }) => {
  const radius = round(3.5 + 5 * Math.sqrt(bin.count / most));
  return html`<circle class="${bin.count < fewTokens ? 'point few' : 'point'}" cx="${x}" cy="${y}" r="${radius}"><title>${nameBin(bin)}: ${countOf(bin.count, noun)}, accuracy ${percent(bin.correct / bin.count)} %</title></circle>\n`;
})}${bins.map((bin) => {
  const height = round(Math.max(1, (strip.height * bin.count) / most));
  return html`<rect class="count" x="${x(bin.from) + 2}" width="${round(x(bin.to) - x(bin.from) - 4)}" y="${round(strip.top + strip.height - height)}" height="${height}"/>\n`;
})}<text x="${frame.left}" y="${strip.top + 10}" class="axis" dx="6">${noun}s</text>
<text x="${frame.left}" y="${frame.top - 2}" class="axis" dx="6" dy="12">accuracy, %</text>
<text x="${frame.right}" y="${strip.top + strip.height + 22}" class="axis" text-anchor="end">score, %</text>
</svg>`;
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
