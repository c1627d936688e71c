import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createTagWorkspace, text } from './tag-workspace';

const folder = createTagWorkspace();
const { tagger } = folder;

describe('streams', () => {
  it('answers before the input ends', async () => {
    const input = new PassThrough();
    const answers: string[] = [];
    const result = tagger('tag @model.onnx - --lines', {
      input,
      onOutput: (line) => {
        answers.push(line);
        if (answers.length === 1) input.write('the cat sees the dog.\n');
        else input.end();
      },
    });
    input.write('the dog sees the cat.\n');
    expect((await result).status).toBe(0);
    expect(answers).toHaveLength(2);
  });

  it('answers line by line at a terminal, and says that it waits', async () => {
    const input = new PassThrough();
    const result = tagger('tag @model.onnx', {
      input,
      isTerminal: true,
      onOutput: (line) => {
        if (line.includes('/')) input.end();
      },
    });
    // Without a full stop only the line's end can end it.
    input.write('the dog sees\n');
    const { stdout, stderr } = await result;
    expect(stdout).toBe('the/DET dog/NOUN sees/VERB\n');
    expect(stderr).toContain('Ctrl-D');
  });

  it('adds scores to a record, and leaves the rest of it as it is', async () => {
    await folder.write(
      'one.jsonl',
      '{"words": ["dog"], "scores": 1e400, "tags": ["X"], "id": 1.0}\n{"words":[]}\n',
    );
    const { stdout } = await tagger('tag @model.onnx @one.jsonl --scores');
    expect(stdout).toMatch(
      /^\{"words": \["dog"\], "scores": \[[01]\.?\d*\], "tags": \["NOUN"\], "id": 1\.0\}\n\{"words":\[\],"tags":\[\],"scores":\[\]\}\n$/,
    );
  });

  it.each(['word-tag', 'columns', 'conllu', 'jsonl'])(
    'gives a sentence for each line with --lines, also a blank one: %s',
    async (format) => {
      const input = 'the dog. the cat sees\n\nthe cat';
      const { stdout } = await tagger(`tag @model.onnx - --lines --output-format ${format}`, { input });
      const isBlock = format === 'columns' || format === 'conllu';
      expect(stdout.match(isBlock ? /^\n/gm : /\n/g)).toHaveLength(3);
    },
  );

  it.each(['', '--lines', '--scores'])(
    'gives the places of words in the whole text as JSON: %s',
    async (flags) => {
      const input = '\u{1F600} the dog.\n\n the\u00adcat';
      const { stdout } = await tagger(`tag @model.onnx --json ${flags}`, { input });
      for (const line of stdout.trim().split('\n')) {
        const { words, start, end } = JSON.parse(line);
        expect(start.map((place: number, index: number) => input.slice(place, end[index]))).toEqual(words);
      }
    },
  );

  it('takes each line as a sentence with --lines alone', async () => {
    const input = 'the dog\nsees the cat\n';
    expect((await tagger('tag @model.onnx', { input })).stdout.match(/\n/g)).toHaveLength(1);
    expect((await tagger('tag @model.onnx --lines', { input })).stdout.match(/\n/g)).toHaveLength(2);
  });

  it('ends quietly once nobody reads, however much is to come', async () => {
    const endless = new PassThrough();
    const feed = () => {
      while (endless.write(text.repeat(100)));
    };
    endless.on('drain', feed);
    feed();
    const outputError = Object.assign(new Error('write EPIPE'), { errno: -32, code: 'EPIPE' });
    const { status, stderr } = await tagger('tag @model.onnx', { input: endless, outputError });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(endless.destroyed).toBe(true);
  });

  it('tells of an output that is full', async () => {
    const outputError = Object.assign(new Error('ENOSPC'), { errno: -28, code: 'ENOSPC' });
    const { status, stderr } = await tagger('tag @model.onnx', { input: text, outputError });
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'tagger: stdout: no space is left on the disk\n',
    });
  });
});
