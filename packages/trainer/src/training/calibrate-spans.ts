import { readSpans } from '@tagger/core';
import type { CompactSentences } from '@tagger/core/internal';
import { type ModelDescription, Tagger } from '@tagger/models';
import { listModelSpans, logit } from '@tagger/models/internal';
import { isSame } from '../evaluation/tested-spans';

type Calibration = NonNullable<ModelDescription['calibration']>;

/** A span that was found, with its probability. */
export interface FoundSpan {
  readonly score: number;
  readonly isCorrect: boolean;
}

/** Spans of which some are right and some wrong: of fewer, nothing can be learnt. */
const fewest = 20;

/**
 * What makes the probabilities of a model's spans agree with how often they are right on a dev corpus.
 *
 * @param bytes of a model file without calibration
 * @returns nothing for a model without spans, or where too few were found
 */
export async function calibrateSpans(
  bytes: Uint8Array,
  model: ModelDescription,
  dev: CompactSentences,
): Promise<Calibration | undefined> {
  const outputs = listModelSpans(model);
  if (outputs.length === 0) return undefined;
  const tagger = await Tagger.load(bytes);
  const calibration: Record<string, Calibration[string]> = {};
  try {
    for (const { column, grammar, index } of outputs) {
      const labels = index === 0 ? undefined : dev.columns.find(({ name }) => name === column);
      if (index > 0 && !labels) continue;
      const found: FoundSpan[] = [];
      let number = 0;
      for await (const { entities } of tagger.entitiesOfSentences(listSentences(dev), { column })) {
        const at = number++;
        const tags = labels
          ? Array.from(dev.columnIdsOf(labels, at), (id) => labels.values[id])
          : dev.labelsOf(at);
        const gold = readSpans(tags, grammar.scheme);
        for (const { start, end, label, score } of entities) {
          if (tags.slice(start, end).includes(undefined)) continue;
          found.push({ score, isCorrect: gold.some((own) => isSame(own, { start, end, type: label })) });
        }
      }
      const fitted = fitCalibration(found);
      if (fitted) calibration[column] = fitted;
    }
  } finally {
    await tagger.release();
  }
  return Object.keys(calibration).length > 0 ? calibration : undefined;
}

function* listSentences(dev: CompactSentences) {
  for (let index = 0; index < dev.length; index++) yield { words: dev.wordsOf(index) };
}

/**
 * Fits slope and offset by the likelihood of what was right, whose targets are a little inside of 0 and 1 (Platt, 1999, 2.2), by Newton's method.
 *
 * @returns nothing for too few spans, or where a higher probability is no better sign
 */
export function fitCalibration(found: readonly FoundSpan[]): Calibration[string] | undefined {
  const right = found.filter(({ isCorrect }) => isCorrect).length;
  const wrong = found.length - right;
  if (Math.min(right, wrong) < fewest) return undefined;
  const points = found.map(({ score, isCorrect }) => ({
    x: logit(score),
    target: isCorrect ? (right + 1) / (right + 2) : 1 / (wrong + 2),
  }));
  let [slope, offset] = [1, 0];
  for (let step = 0; step < 50; step++) {
    // The gradient, and the second derivatives with a little added to the diagonal.
    let [dSlope, dOffset, ss, so, oo] = [0, 0, 1e-9, 0, 1e-9];
    for (const { x, target } of points) {
      const p = 1 / (1 + Math.exp(-slope * x - offset));
      const weight = p * (1 - p);
      dSlope += (p - target) * x;
      dOffset += p - target;
      ss += weight * x * x;
      so += weight * x;
      oo += weight;
    }
    const determinant = ss * oo - so * so;
    const change = [
      (oo * dSlope - so * dOffset) / determinant,
      (ss * dOffset - so * dSlope) / determinant,
    ] as const;
    slope -= change[0];
    offset -= change[1];
    if (Math.abs(change[0]) + Math.abs(change[1]) < 1e-9) break;
  }
  const isUsable = slope > 0.01 && slope < 100 && Math.abs(offset) < 100;
  return isUsable ? { slope: round(slope), offset: round(offset) } : undefined;
}

/** More digits say nothing. */
function round(value: number): number {
  return Math.round(10_000 * value) / 10_000;
}
