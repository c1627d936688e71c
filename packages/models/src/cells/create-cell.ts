import type { Cell, CellName } from './cell';
import { type CellOutput, LstmCell } from './lstm';
import { RnnCell } from './rnn';

export interface CellConfiguration {
  readonly cell: CellName;
  readonly hiddenSize: number;
  /** Of the LSTM; the RNN has none. */
  readonly cellOutput: CellOutput;
}

export function createCell({ cell, hiddenSize, cellOutput }: CellConfiguration): Cell {
  return cell === 'rnn' ? new RnnCell() : new LstmCell(hiddenSize, cellOutput);
}
