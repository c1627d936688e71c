import { basename } from 'node:path';
import { SettingsError } from '@tagger/core';
import { mapValues } from '@tagger/core/internal';
import { assertFolderWritable, writeFolder } from '@tagger/core/node';
import { type CardOptions, type ModelDescription, writeModelCard } from '@tagger/models';
import type { EvaluationReport } from '@tagger/trainer';
import { pickScores } from '@tagger/trainer/internal';
import { writePage } from './write-page';

/** Files of a report. */
export const reportFiles = { page: 'index.html', card: 'card.md' } as const;

/** @throws TaggerError if no report can be written there; nothing stays on the disk */
export async function checkReportFolder(folder: string): Promise<void> {
  if (folder === '-' || folder === '')
    throw new SettingsError('a report is a folder of files', { hint: 'give --report the name of one' });
  await assertFolderWritable(folder, Object.values(reportFiles));
}

/** Writes what a model scores on a corpus as a page, and its card with these scores. */
export async function writeReport(
  folder: string,
  report: EvaluationReport,
  { model, corpus, description }: { model: string; corpus: string; description: ModelDescription },
): Promise<void> {
  const names = { model: basename(model), corpus: corpus === '-' ? 'standard input' : basename(corpus) };
  const { columns: _, ...scores } = pickScores(report.result);
  const columns = mapValues(report.result.outputs, (own) => ({ ...own }));
  const card: CardOptions = { test: { corpus: names.corpus, scores, columns } };
  await writeFolder(folder, {
    [reportFiles.page]: writePage(report, { ...names, description, card }),
    [reportFiles.card]: writeModelCard(description, card),
  });
}
