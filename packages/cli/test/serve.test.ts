import { describe, expect, it } from 'vitest';
import { runTagger } from './run-tagger';
import { createWorkspace } from './workspace';

const folder = createWorkspace();
const quiet = ['--workers', '1', '--port', '0'];

/** Runs `tagger serve` until `use` has been called with its address. */
async function serve(args: readonly string[], use: (url: string) => Promise<void>) {
  let kill: (signal: 'SIGTERM') => void = () => {};
  let used = Promise.resolve();
  const result = await runTagger(['serve', ...args], {
    onStart: (send) => {
      kill = send;
    },
    onOutput: (text) => {
      const url = /serving .* at (http:\S+)/.exec(text)?.[1];
      if (url) used = use(url).finally(() => kill('SIGTERM'));
    },
  });
  await used;
  return result;
}

const tag = async (url: string, headers: Record<string, string> = {}) =>
  fetch(`${url}/v1/tag`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"text": "I saw her duck."}',
  });

describe('tagger serve', () => {
  it('answers with the English model, logs each request, and ends by SIGTERM', async () => {
    const { status, stdout, stderr } = await serve(quiet, async (url) => {
      const answer = (await (await tag(url)).json()) as { model: string; tokens: unknown[] };
      expect(answer.model).toBe('model-en');
      expect(answer.tokens).toHaveLength(5);
    });
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^tagger: no model given: .*\ntagger: serving model-en at http:\/\/127\.0\.0\.1:\d+ \(Ctrl-C stops\)\ntagger: answering what was accepted, then stopping\n$/,
    );
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toContainEqual(expect.objectContaining({ route: '/v1/tag', status: 200, msg: 'request' }));
    expect(stdout).not.toContain('duck');
  });

  it('gives the columns that are asked for', async () => {
    await serve([...quiet, '--only', 'lemma', '--log-level', 'silent'], async (url) => {
      const { tokens } = (await (await tag(url)).json()) as { tokens: { tags: object }[] };
      expect(tokens[0]!.tags).toEqual({ upos: 'PRON', lemma: 'I' });
    });
  });

  it('asks for a token of a file, and says who else is answered', async () => {
    await folder.write('tokens.txt', '\nfirst\nsecond \n');
    const args = [...quiet, '--token-file', folder.path('tokens.txt'), '--log-level', 'silent'];
    await serve(args, async (url) => {
      expect((await tag(url)).status).toBe(401);
      expect((await tag(url, { authorization: 'Bearer second' })).status).toBe(200);
    });
    const open = await serve([...quiet, '--host', '0.0.0.0', '--log-level', 'silent'], async () => {});
    expect(open.stderr).toContain(
      'everyone who reaches this address is answered (--token-file requires a token)',
    );
  });

  it.each([
    [['/nowhere/model.onnx'], /^tagger: \/nowhere\/model\.onnx: no such file/],
    [['a=x.onnx', 'a=y.onnx'], /^tagger: two models have the name "a" \(give one of them another name\)\n$/],
    [['--max-body', '4X'], /^tagger: .*It is not a size from 1 to 1G, such as 512K or 4M \(see --help\)\n$/],
    [['--port', '70000'], /^tagger: .*It is not a whole number from 0 to 65535/],
    [['--token-file', '/nowhere/t'], /^tagger: \/nowhere\/t: no such file/],
    [
      ['--allow-origin', 'example.org'],
      /"example\.org" is no origin \(write https:\/\/example\.org, or \*\)\n$/,
    ],
  ])('refuses %j in one line', async (args, message) => {
    const { status, stdout, stderr } = await runTagger(['serve', ...args]);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.replace(/^tagger: no model given.*\n/, '')).toMatch(message);
  });

  it('says that its port is in use', async () => {
    await serve(quiet, async (url) => {
      const { port } = new URL(url);
      const second = await runTagger(['serve', '--workers', '1', '--port', port]);
      expect(second.status).toBe(1);
      expect(second.stderr).toContain(`tagger: port ${port} of 127.0.0.1 is in use (choose another port)\n`);
    });
  });
});
