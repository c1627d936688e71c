import type { TrainingSettings } from '@tagger/trainer';

/** A row of the report's first table. */
export interface BenchModel {
  readonly name: 'RNN' | 'LSTM' | 'LSTM+Skipgram' | 'LSTM+pretrain';
  readonly cell: TrainingSettings['model'];
  /** Where the embedding starts from: random numbers, skip-gram on the training text, or on far more text. */
  readonly vectors: 'none' | 'training text' | 'raw text';
  /** The report's figure on its tagged-test. Its unit is not stated. */
  readonly reported: string;
}

export const benchModels: readonly BenchModel[] = [
  { name: 'RNN', cell: 'rnn', vectors: 'none', reported: '0.0007665' },
  { name: 'LSTM', cell: 'lstm', vectors: 'none', reported: '0.004280' },
  { name: 'LSTM+Skipgram', cell: 'lstm', vectors: 'training text', reported: '0.09' },
  { name: 'LSTM+pretrain', cell: 'lstm', vectors: 'raw text', reported: '0.00447630' },
];
