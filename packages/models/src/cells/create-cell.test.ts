import { describe, expect, it } from 'vitest';
import { type NetworkConfiguration, parameterShapes } from '../network/configuration';
import { type CellConfiguration, createCell } from './create-cell';

const configuration: CellConfiguration = { cell: 'lstm', hiddenSize: 2, cellOutput: 'tanh' };
const network: NetworkConfiguration = { ...configuration, vocabularySize: 2, embeddingSize: 2, tagCount: 2 };

describe('createCell', () => {
  it('makes the cell that is named', () => {
    expect(createCell(configuration).name).toBe('lstm');
    expect(createCell({ ...configuration, cell: 'rnn' }).name).toBe('rnn');
  });

  it.each(['gru', 'LSTM', '', 'toString', undefined])('refuses %o', (cell) => {
    expect(() => createCell({ ...configuration, cell } as CellConfiguration)).toThrow(
      /^cell must be one of rnn, lstm, not /,
    );
    expect(() => parameterShapes({ ...network, cell } as NetworkConfiguration)).toThrow(/^cell must be /);
  });

  it('refuses an output of the cell or of the network that does not exist', () => {
    expect(() =>
      createCell({ ...configuration, cellOutput: 'relu' } as unknown as CellConfiguration),
    ).toThrow('cellOutput must be one of identity, tanh, not "relu"');
    expect(() => parameterShapes({ ...network, output: 'CRF' } as unknown as NetworkConfiguration)).toThrow(
      'output must be one of softmax, crf, not "CRF"',
    );
  });
});
