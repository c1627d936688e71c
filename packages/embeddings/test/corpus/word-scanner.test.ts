import { createRandom } from '@tagger/core/internal';
import { describe, expect, it } from 'vitest';
import { WordScanner } from '../../src/corpus/word-scanner';
import { WordTable } from '../../src/corpus/word-table';

const text = 'Wörter  und\tZahlen\n\nund 한국어\r\nund und';

function scan(pieces: Iterable<Uint8Array>): { ids: (number | 'end')[]; table: WordTable } {
  const table = new WordTable();
  const ids: (number | 'end')[] = [];
  const scanner = new WordScanner(
    {
      visitWord: (bytes, start, end, hash) => ids.push(table.findOrAdd(bytes, start, end, hash)),
      visitLineEnd: () => ids.push('end'),
    },
    [0x20, 0x09, 0x0d],
  );
  for (const piece of pieces) scanner.write(piece);
  scanner.end();
  return { ids, table };
}

describe('WordScanner', () => {
  it('finds the same words wherever the text is cut into pieces', () => {
    const bytes = new TextEncoder().encode(text);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const { ids, table } = scan([bytes.subarray(0, cut), bytes.subarray(cut)]);
      expect(ids).toEqual([0, 1, 2, 'end', 'end', 1, 3, 'end', 1, 1, 'end']);
      expect([0, 1, 2, 3].map((id) => table.decode(id))).toEqual(['Wörter', 'und', 'Zahlen', '한국어']);
    }
  });
});

describe('a text without ends', () => {
  const visitor = { visitWord: () => {}, visitLineEnd: () => {} };

  it('gives its words before the line ends', () => {
    let words = 0;
    const scanner = new WordScanner({ visitWord: () => words++, visitLineEnd: () => {} }, [0x20]);
    const piece = new TextEncoder().encode('word '.repeat(1000));
    for (let count = 1; count <= 100; count += 1) {
      scanner.write(piece);
      expect(words).toBe(count * 1000);
    }
  });

  it('has a word that is too long: the error has file and line', () => {
    const scanner = new WordScanner(visitor, [0x20], 'a.txt');
    const write = (text: string) => scanner.write(new TextEncoder().encode(text));
    write('one\ntwo\nthree');
    expect(() => {
      for (let count = 0; count < 5; count += 1) write('x'.repeat(1 << 14));
    }).toThrow('a.txt:3: a word of more than 65536 bytes (is it text with blanks between words?)');
  });
});

describe('WordTable', () => {
  it('numbers tens of thousands of words', () => {
    const random = createRandom(1);
    const words = Array.from(
      { length: 50_000 },
      (_, index) => `${random.integer(1e6).toString(36)}-${index}`,
    );
    const { ids, table } = scan([new TextEncoder().encode(words.join(' '))]);
    expect(table.size).toBe(50_000);
    expect(ids.slice(0, -1)).toEqual([...words.keys()]);
    expect(table.decode(49_999)).toBe(words[49_999]);
  });

  it('tells words of the same hash apart', () => {
    const table = new WordTable();
    const bytes = new TextEncoder().encode('abab');
    expect(table.findOrAdd(bytes, 0, 1, 5)).toBe(0);
    expect(table.findOrAdd(bytes, 1, 2, 5)).toBe(1);
    expect(table.findOrAdd(bytes, 0, 2, 5)).toBe(2);
    expect(table.find(bytes, 2, 4, 5)).toBe(2);
    expect(table.find(bytes, 1, 3, 5)).toBe(-1);
    const selected = table.select([2, 0]);
    expect([
      selected.find(bytes, 0, 2, 5),
      selected.find(bytes, 0, 1, 5),
      selected.find(bytes, 1, 2, 5),
    ]).toEqual([0, 1, -1]);
  });
});
