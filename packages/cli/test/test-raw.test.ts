import { beforeAll, describe, expect, it } from 'vitest';
import { createTagWorkspace } from './tag-workspace';

const folder = createTagWorkspace();
const { tagger } = folder;

/** Two sentences that the rules cut as they are here, and one whose token they cut in two. */
const corpus = `# newpar
1\tthe\t_\tDET\t_\t_\t_\t_\t_\t_
2\tdog\t_\tNOUN\t_\t_\t_\t_\t_\t_
3\tsees\t_\tVERB\t_\t_\t_\t_\t_\tSpaceAfter=No
4\t.\t_\tPUNCT\t_\t_\t_\t_\t_\t_

1-2\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
1\tca\t_\tVERB\t_\t_\t_\t_\t_\t_
2\tn't\t_\tVERB\t_\t_\t_\t_\t_\t_

# newpar
1\tdog,cat\t_\tNOUN\t_\t_\t_\t_\t_\t_
`;

beforeAll(() => folder.write('raw.conllu', corpus));

describe('test --raw', () => {
  it('scores tokens, sentences, words and the column of the model', async () => {
    const { status, stdout } = await tagger('test @model.onnx @raw.conllu --raw --json');
    expect(status).toBe(0);
    const scores = JSON.parse(stdout);
    expect(Object.keys(scores)).toEqual(['tokens', 'sentences', 'words', 'upos']);
    expect(scores.tokens).toMatchObject({ gold: 6, predicted: 8, correct: 5, recall: 5 / 6 });
    expect(scores.sentences).toMatchObject({ gold: 3, predicted: 3, correct: 3, f1: 1 });
    expect(scores.words).toMatchObject({ gold: 7, predicted: 9, correct: 6 });
    expect(scores.upos.alignedAccuracy).toBeGreaterThan(0.5);
  });

  it('prints a table', async () => {
    const { stdout } = await tagger('test @model.onnx @raw.conllu --raw');
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^raw text +precision +recall +F1 +aligned accuracy$/);
    expect(lines[1]).toBe('Tokens       62.50 %   83.33 %   71.43 %');
    expect(lines[2]).toMatch(/^Sentences +100\.00 % +100\.00 % +100\.00 %$/);
    expect(lines[4]).toMatch(/^UPOS( +\d+\.\d\d %){4}$/);
  });

  it.each([
    ['test @model.onnx @text.txt --raw', '--raw is for CoNLL-U, not for text'],
    ['test @model.onnx @raw.conllu --raw --confusion', '--raw does not go with --confusion'],
    ['test @model.onnx @raw.conllu --raw --report @report', '--raw does not go with --report'],
    ['test @model.onnx @raw.conllu --raw --labels A,B', '--raw does not go with --labels'],
    ['test @model.onnx @raw.conllu --raw --strict', '--raw does not go with --strict'],
    ['test @model.onnx @raw.conllu --language tr', '--language is for --raw'],
    ['test @model.onnx @empty.conllu --raw', 'empty.conllu: there is no sentence in it'],
  ])('refuses `%s`', async (command, message) => {
    await folder.write('empty.conllu', '');
    const { status, stdout, stderr } = await tagger(command);
    expect(status).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
