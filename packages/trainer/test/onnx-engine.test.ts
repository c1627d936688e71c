import { loadRuntime } from '@tagger/models';
import { describe } from 'vitest';
import { OnnxEngine } from '../src/engines/onnx-engine';
import { describeEngine } from '../src/testing/describe-engine';

describe.each([1, 2])('OnnxEngine on the CPU, threads: %d', (threads) => {
  describeEngine(async () => new OnnxEngine(await loadRuntime(), { device: 'cpu', threads }));
});

describe.each(['rows', 'whole'] as const)(
  'OnnxEngine on the CPU, by graphs for a graphics card, table: %s',
  (table) => {
    const graphs = { for: 'gpu', table } as const;
    describeEngine(async () => new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1, graphs }));
  },
);
