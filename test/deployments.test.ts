import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
const example = (path: string) => join(root, 'examples', path);

describe('the function of AWS Lambda', () => {
  let handler: (event: object) => Promise<{ statusCode?: number; body?: string; tokens?: unknown[] }>;
  const readEvent = async (name: string) =>
    JSON.parse(await readFile(example(`lambda/events/${name}.json`), 'utf8'));

  beforeAll(async () => {
    process.env.TAGGER_MODEL = join(root, 'packages/model-en/model.onnx');
    ({ handler } = await import(example('lambda/handler.js')));
  });
  afterAll(() => {
    delete process.env.TAGGER_MODEL;
  });

  it.each([
    ['http-api', ['PRON', 'VERB', 'PRON', 'NOUN', 'PUNCT']],
    ['function-url', ['DET', 'ADJ', 'NOUN', 'PUNCT']],
  ])('answers the recorded event %s', async (name, expected) => {
    const { statusCode, body } = await handler(await readEvent(name));
    expect(statusCode).toBe(200);
    expect(JSON.parse(body!).tokens.map(({ tag }: { tag: string }) => tag)).toEqual(expected);
  });

  it('answers an event of another caller, and refuses what is no text', async () => {
    expect((await handler({ text: 'She read it.' })).tokens?.[1]).toEqual({
      text: 'read',
      tag: 'VERB',
      lemma: 'read',
      start: 4,
      end: 8,
    });
    const event = await readEvent('http-api');
    const status = async (change: object) => (await handler({ ...event, ...change })).statusCode;
    expect(await status({ body: '{' })).toBe(400);
    expect(await status({ body: 'null' })).toBe(400);
    expect(await status({ body: '{"text": 5}' })).toBe(400);
    const http = { ...event.requestContext.http, method: 'GET' };
    expect(await status({ requestContext: { ...event.requestContext, http } })).toBe(405);
  });
});

describe('the container', () => {
  let server: ChildProcess | undefined;
  afterEach(() => server?.kill('SIGKILL'));

  /** The commands of the last stage, in their form of JSON. */
  const readDockerfile = async () => {
    const lines = (await readFile(example('docker/Dockerfile'), 'utf8')).replaceAll('\\\n', ' ').split('\n');
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    const find = (word: string) => last.find((line) => line.startsWith(`${word} `))?.slice(word.length + 1);
    const readCommand = (text?: string): string[] => JSON.parse(text?.slice(text.indexOf('[')) ?? '');
    return {
      user: find('USER'),
      copied: last.filter((line) => line.startsWith('COPY ')).join(' '),
      command: readCommand(find('CMD')),
      health: readCommand(find('HEALTHCHECK')),
    };
  };

  it('runs as a user without rights, by a server with a health check that ends when it is told to', async () => {
    const { user, copied, command, health } = await readDockerfile();
    expect(user).toBe('node');
    expect([command[0], health[0]]).toEqual(['node', 'node']);
    for (const [, script] of [command, health]) expect(copied).toContain(script);

    const options = { cwd: example('docker'), env: { ...process.env, PORT: String(await findPort()) } };
    const isHealthy = () => spawnSync(process.execPath, health.slice(1), options).status === 0;
    expect(isHealthy()).toBe(false);
    server = spawn(process.execPath, command.slice(1), { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
    const lines = await readUntil(server, /^http:\S+$/m);
    expect(isHealthy()).toBe(true);
    const address = /^http:\S+$/m.exec(lines)![0];
    const response = await fetch(`${address}/v1/tag`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'She read it.' }),
    });
    expect(response.status).toBe(200);
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});

const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0;

it.skipIf(!hasSystemd)('the systemd unit is valid (skipped without systemd-analyze)', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'unit-'));
  const unit = join(folder, 'tagger.service');
  // The command that an installation has.
  const text = await readFile(example('systemd/tagger.service'), 'utf8');
  expect(text).toContain('ExecStart=/usr/bin/tagger serve ');
  await writeFile(unit, text.replace('/usr/bin/tagger', process.execPath));
  const { stdout, stderr } = await promisify(execFile)('systemd-analyze', ['verify', '--man=no', unit]);
  expect(stdout + stderr).toBe('');
  await rm(folder, { recursive: true });
});

async function findPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** What a process prints up to a line. */
async function readUntil({ stdout }: ChildProcess, line: RegExp): Promise<string> {
  let text = '';
  for await (const piece of stdout!.iterator({ destroyOnReturn: false })) {
    text += piece;
    if (line.test(text)) break;
  }
  return text;
}
