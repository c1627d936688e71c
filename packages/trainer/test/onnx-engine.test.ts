import { loadRuntime } from '@tagger/models';
import { describe } from 'vitest';
import { OnnxEngine } from '../src/engines/onnx-engine';
import { describeEngine } from './describe-engine';

describe.each([1, 2])('OnnxEngine on the CPU, threads: %d', (threads) => {
  describeEngine(async () => new OnnxEngine(await loadRuntime(), { device: 'cpu', threads }));
});

describe('OnnxEngine on the CPU, by graphs for a graphics card', () => {
  describeEngine(
    async () => new OnnxEngine(await loadRuntime(), { device: 'cpu', threads: 1, graphs: 'gpu' }),
  );
});
