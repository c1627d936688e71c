import type { ModelDescription } from '../model-file/model-description';
import type { CardBlock, CardOptions } from './card';
import { writeCardHeader } from './card-header';
import { composeCard } from './compose-card';

/**
 * A model card in Markdown, with the YAML header of model hubs: what the model is, what it was made of, how good it is
 * and how to use it. There is no date in it: the same description and scores give the same text.
 */
export function writeModelCard(description: ModelDescription, options: CardOptions = {}): string {
  const { title, sections } = composeCard(description, options);
  const parts = sections.map((section) =>
    [
      ...(section.title ? [`## ${escapeMarkdown(section.title)}`] : []),
      ...section.blocks.map(writeBlock),
    ].join('\n\n'),
  );
  return `${writeCardHeader(description, options)}\n# ${escapeMarkdown(title)}\n\n${parts.join('\n\n')}\n`;
}

function writeBlock(block: CardBlock): string {
  if (block.kind === 'text') return escapeMarkdown(block.text);
  if (block.kind === 'labels') return block.labels.map(writeCodeSpan).join(' ');
  if (block.kind === 'code') return `\`\`\`${block.language}\n${block.text}\n\`\`\``;
  if (block.kind === 'facts') return writeTable(['', ''], block.rows, ['---', '---']);
  return writeTable(block.head, block.rows, ['---', ...block.head.slice(1).map(() => '---:')]);
}

function writeTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  alignment: readonly string[],
): string {
  const writeRow = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const lines = [head, ...rows].map((row) => writeRow(row.map(escapeMarkdown)));
  return [lines[0], writeRow(alignment), ...lines.slice(1)].join('\n');
}

/** Plain text on one line, none of which Markdown or its HTML takes for its own; underscores matter at the ends of words alone. */
function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*[\]<>|&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\$&');
}

/** A tag as code; one with backticks of its own stands between more of them. */
function writeCodeSpan(text: string): string {
  const fence = '`'.repeat(1 + Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)));
  const padding = fence.length > 1 ? ' ' : '';
  return `${fence}${padding}${text.replace(/\s+/g, ' ')}${padding}${fence}`;
}
