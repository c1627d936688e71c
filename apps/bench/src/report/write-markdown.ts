import type { BenchResults } from './results';
import { makeTables, type ReportTable } from './tables';

/** The tables and the circumstances as Markdown. */
export function writeMarkdown(results: BenchResults): string {
  return `${[...makeTables(results).map(writeTable), writeCircumstances(results)].join('\n\n')}\n`;
}

export function writeTable({ title, head, rows, notes }: ReportTable): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [`## ${title}`, '', line(head), line(rule), ...rows.map(line), '', notes.join('\n\n')].join('\n');
}

function writeCircumstances(results: BenchResults): string {
  return [
    '## How it was measured',
    '',
    ...describe(results).map(([name, value]) => `- ${name}: ${value}`),
  ].join('\n');
}

/** What a reader needs to measure it again. */
export function describe({ machine, command, seeds }: BenchResults): [string, string][] {
  const packages = Object.entries(machine.packages).map(([name, version]) => `${name} ${version}`);
  return [
    ['command', `\`${command}\``],
    ['seeds', seeds.join(', ')],
    ['commit', machine.commit],
    ['machine', `${machine.processor}, ${machine.memory}, ${machine.system}`],
    ['versions', [`Node.js ${machine.node}`, ...packages].join(', ')],
  ];
}
