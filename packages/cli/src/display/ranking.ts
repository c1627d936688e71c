import { configKeys } from '../config/config-keys';
import type { RankedCombination } from '../sweep/rank';
import { isFinished } from '../sweep/run-record';
import { formatBytes, formatDuration, formatPercent } from './format';
import { renderTable } from './table';

/** The combinations of a sweep as a table, in their order. */
export function renderRanking(ranked: readonly RankedCombination[]): string {
  const names = Object.keys(ranked[0]!.combination);
  const hasSpans = ranked.some(({ runs }) =>
    runs.filter(isFinished).some(({ scores }) => 'spanF1' in scores),
  );
  const hasColumns = ranked.some(({ runs }) =>
    runs.filter(isFinished).some(({ scores }) => 'columns' in scores),
  );
  const score = hasSpans ? 'dev span F1' : 'dev accuracy';
  const flags = names.map((name) => configKeys.get(name)!.option.long!.slice(2));
  const rows = ranked.map((entry) => [
    ...names.map((name) => String(entry.combination[name])),
    formatScore(entry),
    String(entry.runs.length),
    entry.seconds === undefined ? '-' : formatDuration(entry.seconds),
    entry.bytes === undefined ? '-' : formatBytes(entry.bytes),
  ]);
  const head = [...flags, hasColumns ? 'dev mean' : score, 'seeds', 'time', 'size'];
  return renderTable(rows, head, names.length);
}

/** `93.20 ± 0.15 %` */
function formatScore({ score, deviation, runs }: RankedCombination): string {
  if (score === undefined) {
    const count = runs.filter((run) => !isFinished(run)).length;
    return count === runs.length ? 'diverged' : `${count} of ${runs.length} diverged`;
  }
  if (deviation === undefined) return formatPercent(score);
  return formatPercent(score).replace(' %', ` ± ${(100 * deviation).toFixed(2)} %`);
}
