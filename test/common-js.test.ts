import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

it('from CommonJS, too, the runtime is onnxruntime-node where it is installed', async () => {
  const code = "require('@tagger/models').loadRuntime(console.error).then(({ name }) => console.log(name))";
  const cwd = fileURLToPath(new URL('../packages/models', import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', code], { cwd });
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^onnxruntime-node \d/);
});
