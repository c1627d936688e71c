import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { quantitiesOf } from './quantities';

const page = new URL('../../../../docs/derivations.md', import.meta.url);
const text = readFileSync(page, 'utf8');
/** Links to files, with the lines that they name: [text](path#L1-L2). */
const links = [...text.matchAll(/\[([^\]]+|`[^`]+`)\]\(([^)#\s]+)(?:#L(\d+)(?:-L(\d+))?)?\)/g)].map(
  ([, label, path, first, last = first]) => ({ label, path, first: Number(first), last: Number(last) }),
);

/** Code without what the formatter decides: white space, and commas before a closing bracket. */
const compact = (code: string) => code.replace(/\s+/g, '').replace(/,(?=[)\]}])/g, '');

describe('docs/derivations.md', () => {
  it('links to files that exist', () => {
    const missing = links.filter(({ path }) => !existsSync(fileURLToPath(new URL(path!, page))));
    expect(missing).toEqual([]);
  });

  it('links to the lines that have the code it shows', () => {
    const toCode = links.filter(({ first }) => first > 0);
    expect(toCode.length).toBeGreaterThan(30);
    const wrong = toCode.filter(({ label, path, first, last }) => {
      const lines = readFileSync(new URL(path!, page), 'utf8').split('\n');
      return !compact(lines.slice(first - 1, last).join('\n')).includes(compact(label!.slice(1, -1)));
    });
    expect(wrong).toEqual([]);
  });

  it('has a row for each quantity of the tests, and no other', () => {
    const rows = [...text.matchAll(/\| `(\d\.\d [^`]+)` \|$/gm)].map(([, name]) => name);
    expect(rows).toEqual((['rnn', 'lstm', 'gru'] as const).flatMap(quantitiesOf).map(({ name }) => name));
  });
});
