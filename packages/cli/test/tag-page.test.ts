import { describe, expect, it } from 'vitest';
import { createTagWorkspace } from './tag-workspace';

const folder = createTagWorkspace();
const { tagger } = folder;

describe('tag --output-format html', () => {
  it('writes a page of its own with every word, its tag and its probability', async () => {
    const { status, stdout } = await tagger('tag @model.onnx @text.txt --output-format html');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^<!doctype html>\n.*<\/html>\n$/s);
    expect(stdout).toContain('<title>text.txt</title>');
    const words = [...stdout.matchAll(/<b>([^<]*)<\/b><small>([A-Z]+)<\/small>/g)].map(([, word]) => word);
    expect(words).toEqual(['the', 'dog', 'sees', 'the', 'cat', '.']);
    expect(stdout).toMatch(/<span class="tip">dog: [A-Z]+ \d+\.\d %<\/span>/);
    expect(stdout).not.toMatch(/<script|src=|href=/);
  });

  it('is chosen by the name of the output, escapes text, and shows several tags', async () => {
    await folder.write('hostile.words', '<script>alert(1)</script> the"\n');
    const { status } = await tagger('tag @model.onnx @hostile.words -o @page.html --top 2');
    expect(status).toBe(0);
    const page = await folder.readText('page.html');
    expect(page).toContain('<b>&lt;script&gt;alert(1)&lt;/script&gt;</b>');
    expect(page).not.toContain('<script');
    expect(page).toMatch(/the&quot;: [A-Z]+ \d+\.\d % · [A-Z]+ \d+\.\d %/);
  });
});
