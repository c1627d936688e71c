import { describe, expect, it } from 'vitest';
import { restoreText } from '../../../src/formats/conllu/restore-text';
import type { ConlluSource } from '../../../src/sentence';

function sentence(rows: string, ...comments: string[]): ConlluSource {
  return {
    format: 'conllu',
    comments,
    rows: rows.split(' / ').map((row) => {
      const [id, form, misc = '_'] = row.split(' ');
      return [id!, form!, '_', '_', '_', '_', '_', '_', '_', misc];
    }),
  };
}

describe('restoreText', () => {
  it('joins tokens by their SpaceAfter, sentences by blanks, paragraphs by empty lines', () => {
    const text = restoreText([
      sentence('1 Oh SpaceAfter=No / 2 ! Typo=No|SpaceAfter=No', '# newdoc id = a', '# newpar'),
      sentence('1-2 du _ / 1 de SpaceAfter=No / 2 le _ / 2.1 gone _ / 3 Pain SpaceAfter=No / 4 . _'),
      sentence('1 Fin _', '# newpar id = 2'),
    ]);
    expect(text).toBe('Oh! du Pain.\n\nFin\n');
  });

  it('has nothing to restore from nothing', () => {
    expect(restoreText([])).toBe('');
  });
});
