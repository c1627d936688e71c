import { expect, it } from 'vitest';
import { runTagger } from './run-tagger';

interface Check {
  readonly engine: string;
  readonly device: string;
  readonly name?: string;
  readonly step?: number;
  readonly reason?: string;
  readonly hint?: string;
}

it('tells of each engine and device whether it works, or why not and how to get it', async () => {
  const { status, stdout } = await runTagger(['doctor', '--json']);
  expect(status).toBe(0);
  const { system, runtimes, devices, auto } = JSON.parse(stdout);
  expect(system.node).toBe(process.version);
  expect(devices.map(({ engine, device }: Check) => `${engine} ${device}`)).toEqual([
    'onnx cpu',
    'wgsl webgpu',
    ...['onnx cuda', 'onnx webgpu', 'tfjs cpu', 'tfjs cuda', 'tfjs webgpu'],
  ]);
  expect(devices[0].name).toMatch(/^onnxruntime-(node|web) [\d.]+, cpu$/);
  expect(devices.map(({ name }: Check) => name)).toContain(auto.train);
  expect(auto.tag).toBe(devices[0].name);
  for (const { name, version } of runtimes) {
    expect(name).toMatch(/^(onnxruntime|@tensorflow|webgpu)/);
    expect(version ?? '0.0.0').toMatch(/^\d+\.\d+\.\d+/);
  }
  expect(runtimes.find(({ name }: { name: string }) => name === 'onnxruntime-web').version).toBeDefined();
  expect(system.webgpu.name ?? system.webgpu.reason).toMatch(/./);
  for (const { name, step, reason, hint } of devices as Check[])
    if (name) expect(step).toBeGreaterThan(0);
    else {
      expect(reason).toMatch(/^[^\n]+$/);
      expect(hint).toMatch(/install/);
    }
});

it('prints the same for people', async () => {
  const { stdout } = await runTagger(['doctor']);
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(stdout).toMatch(/^auto trains +on \S.*\nauto tags +on onnxruntime/m);
  expect(stdout).toMatch(/^onnxruntime-web +\d/m);
  expect(stdout).toMatch(/^system +\S.*\nNode\.js +v\d/);
  expect(stdout).toMatch(/^onnx cpu +works: onnxruntime[\s\S]*?; a small\s+step\s+takes [\d.]+\s+ms/m);
  const broken = stdout.split('\n').filter((line) => /^\w+ \w+ +no: /.test(line));
  expect(stdout.match(/ +to get it: [\s\S]*?install/g) ?? []).toHaveLength(broken.length);
});
