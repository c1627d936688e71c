import { writeFolder } from '@tagger/core/node';
import { drawConfusionMatrix } from './plots/confusion-matrix';
import { drawGradientFlow, drawGradientNorms } from './plots/gradient-flow';
import { drawLearningCurves } from './plots/learning-curves';
import { drawSpeedAndAccuracy } from './plots/speed-and-accuracy';
import { drawWordFrequency } from './plots/word-frequency';
import type { BenchResults } from './results';
import { writeHtml } from './write-html';
import { writeMarkdown } from './write-markdown';

/**
 * Writes the results as JSON, Markdown and one HTML page into a folder.
 *
 * @returns the Markdown, and where the files are
 */
export async function writeReport(results: BenchResults, folder: string): Promise<string> {
  const drawings = [
    drawLearningCurves,
    drawWordFrequency,
    drawConfusionMatrix,
    drawSpeedAndAccuracy,
    drawGradientFlow,
    drawGradientNorms,
  ];
  const files = {
    'results.json': JSON.stringify(results, null, 2),
    'results.md': writeMarkdown(results),
    'index.html': writeHtml(
      results,
      drawings.map((drawing) => drawing(results)),
    ),
  };
  await writeFolder(folder, files);
  return `${files['results.md']}\nwrote ${Object.keys(files).join(', ')} to ${folder}`;
}
