import { requireOneOf } from '@tagger/core/internal';
import type { Cell } from './cell';
import { GruCell } from './gru';
import { type CellOutput, cellOutputs, LstmCell } from './lstm';
import { RnnCell } from './rnn';

export interface CellConfiguration {
  readonly cell: CellName;
  readonly hiddenSize: number;
  /** Of the LSTM; the others have none. */
  readonly cellOutput: CellOutput;
}

/** The kinds of recurrent cell. A new one is a file here and an entry. */
const cells = {
  rnn: ({ hiddenSize }) => new RnnCell(hiddenSize),
  lstm({ hiddenSize, cellOutput }) {
    requireOneOf('cellOutput', cellOutput, cellOutputs);
    return new LstmCell(hiddenSize, cellOutput);
  },
  gru: ({ hiddenSize }) => new GruCell(hiddenSize),
} satisfies Readonly<Record<string, (configuration: CellConfiguration) => Cell>>;

export type CellName = keyof typeof cells;
export const cellNames = Object.keys(cells) as readonly CellName[];

/** @throws SettingsError for a cell, or an output of it, that does not exist */
export function createCell(configuration: CellConfiguration): Cell {
  requireOneOf('cell', configuration.cell, cellNames);
  return cells[configuration.cell](configuration);
}
