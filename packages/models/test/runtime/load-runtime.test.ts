import { afterEach, beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
});
afterEach(() => {
  vi.doUnmock('onnxruntime-node');
  vi.doUnmock('onnxruntime-web');
});

const howToGetNative = 'ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node';
const hide = (name: string) =>
  vi.doMock(name, () => {
    throw new Error('not here');
  });

it('loads onnxruntime-node where it is installed, and has nothing to say', async () => {
  const { loadRuntime } = await import('../../src/runtime/load-runtime');
  const notify = vi.fn();
  expect((await loadRuntime(notify)).name).toMatch(/^onnxruntime-node \d/);
  expect(notify).not.toHaveBeenCalled();
});

it('loads onnxruntime-web otherwise, and says once how to get the other', async () => {
  hide('onnxruntime-node');
  const { loadRuntime } = await import('../../src/runtime/load-runtime');
  const notify = vi.fn();
  const runtime = await loadRuntime(notify);
  expect(runtime.name).toMatch(/^onnxruntime-web \d/);
  expect(await loadRuntime(notify)).toBe(runtime);
  expect(notify).toHaveBeenCalledTimes(1);
  expect(notify.mock.lastCall![0]).toMatch(
    /^tagger: running on onnxruntime-web, as onnxruntime-node cannot be loaded: .*$/,
  );
  expect(notify.mock.lastCall![0]).toContain(howToGetNative);
});

it('says what to do where there is neither', async () => {
  hide('onnxruntime-node');
  hide('onnxruntime-web');
  const { loadRuntime } = await import('../../src/runtime/load-runtime');
  await expect(loadRuntime(() => {})).rejects.toThrow(`no ONNX Runtime is installed (${howToGetNative})`);
});
