import { requireOneOf } from '@tagger/core';
import { type Cell, type CellName, cellNames } from './cell';
import { type CellOutput, cellOutputs, LstmCell } from './lstm';
import { RnnCell } from './rnn';

export interface CellConfiguration {
  readonly cell: CellName;
  readonly hiddenSize: number;
  /** Of the LSTM; the RNN has none. */
  readonly cellOutput: CellOutput;
}

const creators: Readonly<Record<CellName, (configuration: CellConfiguration) => Cell>> = {
  rnn: () => new RnnCell(),
  lstm({ hiddenSize, cellOutput }) {
    requireOneOf('cellOutput', cellOutput, cellOutputs);
    return new LstmCell(hiddenSize, cellOutput);
  },
};

/** @throws SettingsError for a cell, or an output of it, that does not exist */
export function createCell(configuration: CellConfiguration): Cell {
  requireOneOf('cell', configuration.cell, cellNames);
  return creators[configuration.cell](configuration);
}
