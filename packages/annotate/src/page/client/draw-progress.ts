import type { Progress } from './api';
import { byId } from './elements';

const size = { width: 240, height: 64 };

/** Shows how far one is, and what the model has learnt. */
export function drawProgress({ total, counts, curve, teaching }: Progress): void {
  const answered = counts.accept + counts.reject + counts.ignore;
  const others = [
    ...(counts.reject > 0 ? [`${counts.reject} rejected`] : []),
    ...(counts.ignore > 0 ? [`${counts.ignore} skipped`] : []),
  ];
  byId('count').textContent =
    `${answered} of ${total} answered${others.length > 0 ? ` (${others.join(', ')})` : ''}`;
  const bar = byId<HTMLProgressElement>('progress');
  bar.max = total;
  bar.value = answered;
  byId('model').textContent = describeTeaching(teaching);
  const section = byId('learning');
  section.hidden = curve.length === 0;
  if (curve.length === 0) return;
  const [, last] = curve.at(-1)!;
  const note = document.createElement('p');
  note.textContent = `F1 of the last suggestions: ${percent(last)}. Each was made before its answer was learnt.`;
  section.replaceChildren(drawCurve(curve), note);
}

function describeTeaching({ model, isLearning, remaining, problem }: Progress['teaching']): string {
  // Nothing suggests, and nothing learns.
  if (model === undefined && remaining === undefined) return '';
  const parts = [
    model === undefined ? 'no suggestions yet' : `suggestions by ${model}`,
    ...(isLearning ? ['learning…'] : []),
    ...(problem !== undefined ? [`learning failed: ${problem}`] : []),
    ...(!isLearning && remaining ? [`learns after ${remaining} more`] : []),
  ];
  return parts.join(' · ');
}

function drawCurve(curve: Progress['curve']): SVGElement {
  const svg = createSvg('svg', {
    viewBox: `0 0 ${size.width} ${size.height}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': `F1 of suggestions, after ${curve.map(([n, f1]) => `${n}: ${percent(f1)}`).at(-1)}`,
  });
  const first = curve[0]![0];
  const span = Math.max(1, curve.at(-1)![0] - first);
  const points = curve.map(([answers, f1]) => {
    const x = ((answers - first) / span) * size.width;
    return `${x.toFixed(1)} ${(size.height - 2 - f1 * (size.height - 4)).toFixed(1)}`;
  });
  // A single point is a line, too.
  if (points.length === 1) points.push(`${size.width} ${points[0]!.split(' ')[1]}`);
  for (const y of [2, size.height / 2, size.height - 2])
    svg.append(createSvg('line', { x1: 0, x2: size.width, y1: y, y2: y }));
  svg.append(createSvg('path', { d: `M${points.join('L')}` }));
  return svg;
}

function createSvg(name: string, attributes: Readonly<Record<string, string | number>>): SVGElement {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
