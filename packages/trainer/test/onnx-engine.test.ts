import { loadRuntime } from '@tagger/models';
import { describe } from 'vitest';
import { OnnxEngine } from '../src/engines/onnx-engine';
import { describeEngine } from '../src/testing/describe-engine';

describe('OnnxEngine on the CPU', () => {
  describeEngine(async () => new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1 }));
});

describe('OnnxEngine on the CPU with two threads', () => {
  describeEngine(async () => new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 2 }), {
    isBrief: true,
  });
});

describe.each([
  { for: 'cuda', table: 'rows' },
  { for: 'webgpu', table: 'whole' },
] as const)('OnnxEngine on the CPU, by graphs for $for, table: $table', (graphs) => {
  const held = graphs.table === 'whole' ? { isBrief: true } : { isSlow: true };
  describeEngine(
    async () => new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1, graphs }),
    held,
  );
});
