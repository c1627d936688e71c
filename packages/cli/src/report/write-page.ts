import { createHash } from 'node:crypto';
import { Html, html } from '@tagger/core/internal';
import type { CardOptions, ModelDescription } from '@tagger/models';
import { composeCard } from '@tagger/models/internal';
import type { EvaluationReport } from '@tagger/trainer';
import { countOf, type Section } from './parts';
import { writeCalibration } from './sections/calibration';
import { writeCard } from './sections/card';
import { writeColumns } from './sections/columns';
import { writeConfusion } from './sections/confusion';
import { writeEntities } from './sections/entities';
import { writeErrors } from './sections/errors';
import { writeLengths, writeWords } from './sections/groups';
import { writeSummary } from './sections/summary';
import { writeSpans, writeTags } from './sections/tags';
import { style } from './style';

/** What a report is about. */
export interface PageSubject {
  /** File name of the model. */
  readonly model: string;
  /** File name of the corpus. */
  readonly corpus: string;
  readonly description: ModelDescription;
  readonly card: CardOptions;
}

/** A report as one page that needs nothing beside itself: no script, no font, no picture, and a policy that allows none. */
export function writePage(report: EvaluationReport, subject: PageSubject): string {
  const { model, corpus, description } = subject;
  const sections = listSections(report, subject);
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${model} on ${corpus}</title>
<style>${new Html(style)}</style>
</head>
<body>
<main>
<header>
<p class="name">Tagger · evaluation</p>
<h1>${model} on ${corpus}</h1>
<p>${description.network.cell.toUpperCase()}, trained on ${countOf(description.training.corpus.tokens, 'token')} of ${description.training.corpus.name} · ${countOf(description.tags.length, 'tag')} · tested on ${countOf(report.result.tokens, 'token')}</p>
<nav aria-label="Contents">${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a>\n`)}</nav>
</header>
${sections.map(({ id, title, body }) => html`<section id="${id}">\n<h2>${title}</h2>\n${body}\n</section>\n`)}<footer>Written by tagger test --report. The same model and corpus give the same page.</footer>
</main>
</body>
</html>
`;
  return text;
}

function listSections(report: EvaluationReport, { description, card }: PageSubject): Section[] {
  const { result, entities } = report;
  return [
    { id: 'scores', title: 'Scores', body: writeSummary(report) },
    ...(result.spans ? [{ id: 'spans', title: 'Spans', body: writeSpans(result.spans) }] : []),
    ...(entities ? [{ id: 'entities', title: 'Errors of entities', body: writeEntities(entities) }] : []),
    { id: 'tags', title: 'Tags', body: writeTags(result.perTag) },
    { id: 'confusion', title: 'Confusion matrix', body: writeConfusion(result.confusion) },
    { id: 'errors', title: 'Most frequent errors', body: writeErrors(report) },
    { id: 'words', title: 'Words', body: writeWords(report) },
    { id: 'lengths', title: 'Sentence length', body: writeLengths(report) },
    ...writeColumns(report),
    { id: 'calibration', title: 'Calibration', body: writeCalibration(report) },
    { id: 'card', title: 'Model card', body: writeCard(composeCard(description, card)) },
  ];
}
