import { describe, expect, it } from 'vitest';
import { runTagger } from './run-tagger';
import { createWorkspace } from './workspace';

const folder = createWorkspace();

/** Runs `tagger annotate` until `use` has been called with its address. */
async function annotate(args: readonly string[], use: (url: string) => Promise<void> = async () => {}) {
  let kill: (signal: 'SIGTERM') => void = () => {};
  let used = Promise.resolve();
  const result = await runTagger(['annotate', ...args, '--port', '0'], {
    onStart: (send) => {
      kill = send;
    },
    onOutput: (text) => {
      const url = /label at (http:\S+)/.exec(text)?.[1];
      if (url) used = use(url).finally(() => kill('SIGTERM'));
    },
  });
  await used;
  return result;
}

/** Answers the next text. */
async function answer(url: string, spans: readonly object[]): Promise<void> {
  const { task } = (await (await fetch(`${url}/v1/task`)).json()) as { task: { id: string } };
  const response = await fetch(`${url}/v1/answers`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: task.id, answer: 'accept', spans }),
  });
  expect(response.status).toBe(200);
}

describe('tagger annotate', () => {
  it('continues where one stopped, and its answers are a corpus', async () => {
    await folder.write('texts.txt', 'Ann left.\nBob saw it.\nAnn left.\n');
    const args = [
      folder.path('texts.txt'),
      '--labels',
      'PER, ORG',
      '-o',
      folder.path('labels.jsonl'),
      '--order',
      'given',
    ];
    const first = await annotate(args, (url) => answer(url, [{ start: 0, end: 1, label: 'PER' }]));
    expect(first.status).toBe(0);
    expect(first.stdout).toBe('');
    expect(first.stderr).toMatch(
      /^tagger: repeated texts: 1; each is asked for once\ntagger: 0 of 2 texts are answered; label at http:\/\/127\.0\.0\.1:\d+ \(Ctrl-C stops\)\ntagger: 1 of 2 texts are answered, in .*labels\.jsonl\n$/,
    );
    const second = await annotate(args, (url) => answer(url, []));
    expect(second.stderr).toContain('tagger: 1 of 2 texts are answered; label at');
    const { stdout } = await runTagger([
      'convert',
      folder.path('labels.jsonl'),
      '--output-format',
      'word-tag',
    ]);
    expect(stdout).toBe('Ann/B-PER left/O ./O\nBob/O saw/O it/O ./O\n');
  });

  it.each([
    [[], 'tagger: there are no texts (tagger annotate texts.txt --labels PER,ORG -o labels.jsonl)\n'],
    [['/nowhere.txt', '--labels', 'A', '-o', 'x.jsonl'], 'tagger: /nowhere.txt: no such file\n'],
    [['texts.txt', '-o', 'x.jsonl'], 'tagger: there are no labels (name them: --labels PER,ORG)\n'],
    [['texts.txt', '--labels', 'A'], 'tagger: the answers need a file (name it: -o labels.jsonl)\n'],
    [['texts.txt', '--labels', 'A,,B', '-o', 'x.jsonl'], /They are not names with commas between them/],
    [
      ['texts.txt', '--labels', 'A,A', '-o', 'x.jsonl'],
      'tagger: the label A is there twice (name it once)\n',
    ],
    [['texts.txt', '--labels', 'A', '-o', 'texts.txt'], /has the texts: the answers need another file/],
    [
      ['texts.txt', '--labels', 'A', '-o', 'nowhere/x.jsonl'],
      /its folder does not exist \(create it with: mkdir -p/,
    ],
    [
      ['texts.txt', '--labels', 'A', '-o', '/dev/null'],
      'tagger: /dev/null: is no regular file, which answers need\n',
    ],
    [
      ['texts.txt', '--labels', 'A', '-o', 'y.jsonl', '--model', '/nowhere.onnx'],
      'tagger: /nowhere.onnx: no such file\n',
    ],
    [['empty.txt', '--labels', 'A', '-o', 'y.jsonl'], /empty\.txt: there is no sentence in it/],
    [
      ['tagged.jsonl', '--labels', 'A', '-o', 'y.jsonl'],
      /the label B in .*tagged\.jsonl:1 is none of --labels \(add it/,
    ],
  ])('refuses %j in one line', async (args, message) => {
    await folder.write('texts.txt', 'Ann left.\n');
    await folder.write('empty.txt', '\n');
    await folder.write('tagged.jsonl', '{"words": ["a"], "tags": ["B-B"]}\n');
    const own = args.map((arg) => (/^[a-z]/.test(arg) ? folder.path(arg) : arg));
    const { status, stdout, stderr } = await annotate(own);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    if (typeof message === 'string') expect(stderr).toBe(message);
    else expect(stderr).toMatch(message);
  });

  it('compares and merges the answers of two people, and asks for those that differ', async () => {
    await folder.write('two.txt', 'Ann left.\nBob saw it.\n');
    const labelled = async (name: string, label: string) => {
      const args = [
        folder.path('two.txt'),
        '--labels',
        'PER,ORG',
        '-o',
        folder.path(name),
        '--order',
        'given',
      ];
      await annotate(args, async (url) => {
        await answer(url, [{ start: 0, end: 1, label: 'PER' }]);
        await answer(url, [{ start: 0, end: 1, label }]);
      });
      return folder.path(name);
    };
    const files = [await labelled('ann.jsonl', 'PER'), await labelled('bob.jsonl', 'ORG')];
    const compared = await runTagger(['annotate', 'compare', ...files]);
    expect(compared.stdout).toContain('F1 of the labels: 50.00 %\nwords: 7, 85.71 % with the same label');
    expect(JSON.parse((await runTagger(['annotate', 'compare', ...files, '--json'])).stdout)).toMatchObject({
      f1: 0.5,
    });
    const output = folder.path('merged.jsonl');
    const merged = await runTagger(['annotate', 'merge', ...files, '-o', output]);
    expect(merged.stderr).toBe(
      'tagger: texts with the same answers: 1, that one alone has answered: 0, whose answers differ: 1; open: 1\n',
    );
    expect(merged.stdout).toBe('Bob saw it .\n  ann.jsonl: Bob [PER]\n  bob.jsonl: Bob [ORG]\n');
    const decided = await annotate(['merge', ...files, '-o', output, '--adjudicate'], (url) =>
      answer(url, [{ start: 0, end: 1, label: 'ORG' }]),
    );
    expect(decided.stderr).toContain('tagger: 2 of 2 texts are answered, in');
    const { stdout } = await runTagger(['convert', output, '--output-format', 'word-tag']);
    expect(stdout).toBe('Ann/B-PER left/O ./O\nBob/B-ORG saw/O it/O ./O\n');
    for (const args of [[files[0]!], [...files, '-o', files[0]!], files])
      expect((await runTagger(['annotate', 'merge', ...args])).status).toBe(1);
  });

  it('says that its port is in use, and lets go of the file', async () => {
    await folder.write('texts.txt', 'Ann left.\n');
    const args = [folder.path('texts.txt'), '--labels', 'PER', '-o'];
    await annotate([...args, folder.path('one.jsonl')], async (url) => {
      const { port } = new URL(url);
      const second = await runTagger(['annotate', ...args, folder.path('two.jsonl'), '--port', port]);
      expect(second.status).toBe(1);
      expect(second.stderr).toBe(`tagger: port ${port} of 127.0.0.1 is in use (choose another port)\n`);
    });
    const { status } = await annotate([...args, folder.path('two.jsonl')]);
    expect(status).toBe(0);
  });
});
