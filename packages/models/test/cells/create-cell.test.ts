import { describe, expect, it } from 'vitest';
import { type CellConfiguration, createCell } from '../../src/cells/create-cell';
import type { NetworkConfiguration } from '../../src/network/configuration';
import { createNetwork } from '../../src/network/create-network';

const configuration: CellConfiguration = { cell: 'lstm', hiddenSize: 2, cellOutput: 'tanh' };
const network: NetworkConfiguration = { ...configuration, vocabularySize: 2, embeddingSize: 2, tagCount: 2 };

describe('createCell', () => {
  it('makes the cell that is named', () => {
    expect(createCell(configuration).operator.type).toBe('LSTM');
    expect(createCell({ ...configuration, cell: 'rnn' }).operator.type).toBe('RNN');
    expect(createCell({ ...configuration, cell: 'gru' }).operator.type).toBe('GRU');
  });

  it.each(['ltsm', 'LSTM', '', 'toString', undefined])('refuses %o', (cell) => {
    expect(() => createCell({ ...configuration, cell } as CellConfiguration)).toThrow(
      /^cell must be one of rnn, lstm, gru, not /,
    );
    expect(() => createNetwork({ ...network, cell } as NetworkConfiguration)).toThrow(/^cell must be /);
  });

  it('refuses an output of the cell or of the network that does not exist', () => {
    expect(() =>
      createCell({ ...configuration, cellOutput: 'relu' } as unknown as CellConfiguration),
    ).toThrow('cellOutput must be one of identity, tanh, not "relu"');
    expect(() => createNetwork({ ...network, output: 'CRF' } as unknown as NetworkConfiguration)).toThrow(
      'output must be one of softmax, crf, not "CRF"',
    );
  });
});
