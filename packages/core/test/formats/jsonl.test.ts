import { describe, expect, it } from 'vitest';
import { collect } from '../../src/formats/collect';
import { formatJsonl, parseJsonl } from '../../src/formats/jsonl';

describe('parseJsonl', () => {
  it('reads words or tokens, and the tags under the chosen key', async () => {
    const text =
      '{"words": ["a"], "tags": ["X"], "ner_tags": null}\n\n{"tokens": ["b"], "tags": ["X"], "ner_tags": ["O"]}';
    expect(await collect(parseJsonl(text))).toMatchObject([
      { words: ['a'], tags: ['X'], line: 1 },
      { words: ['b'], tags: ['X'], line: 3 },
    ]);
    const [first, second] = await collect(parseJsonl(text, { column: 'ner_tags' }));
    expect(first!.tags).toBeUndefined();
    expect(second!.tags).toEqual(['O']);
  });

  it('leaves out what an annotator has rejected or passed over, unless all of the file is wanted', async () => {
    const text = ['accept', 'reject', 'ignore']
      .map((answer) => `{"words": ["${answer}"], "answer": "${answer}"}`)
      .join('\n');
    const read = async (gaps: boolean) =>
      (await collect(parseJsonl(text, { gaps }))).flatMap(({ words }) => words);
    expect(await read(false)).toEqual(['accept']);
    expect(await read(true)).toEqual(['accept', 'reject', 'ignore']);
  });

  it('reads a key that every object has from elsewhere only where the record has it', async () => {
    const options = { column: 'constructor', wordColumn: '__proto__' };
    const [plain] = await collect(parseJsonl('{"words": ["a"]}', { column: 'constructor' }));
    expect(plain!.tags).toBeUndefined();
    const [own] = await collect(parseJsonl('{"__proto__": ["a"], "constructor": ["X"]}', options));
    expect(own).toMatchObject({ words: ['a'], tags: ['X'] });
    expect(JSON.parse(formatJsonl({ ...own!, tags: ['Y'] }, options)).constructor).toEqual(['Y']);
    await expect(collect(parseJsonl('{"words": ["a"]}', options))).rejects.toThrow('there are no __proto__');
  });

  it.each([
    ['{"words": ["a"', 'f:2: the text is not JSON ('],
    ['["a"]', 'f:2: the record is not a JSON object (write'],
    ['null', 'f:2: the record is not a JSON object'],
    ['{"id": 1}', 'f:2: there are no words (write'],
    ['{"words": "a"}', 'f:2: "words" is not a list'],
    ['{"words": []}', 'f:2: the sentence has no words'],
    ['{"words": ["a", ""]}', 'f:2: number 2 of "words" is empty'],
    ['{"words": [null]}', 'f:2: number 1 of "words" is not a string'],
    [
      '{"words": ["a"], "tags": [3]}',
      'f:2: number 1 of "tags" is not a string (give the names of the tags with --labels)',
    ],
    ['{"words": ["a"], "tags": {}}', 'f:2: "tags" is not a list'],
    ['{"words": ["a", "b"], "tags": ["X"]}', 'f:2: 2 words, but 1 tags'],
    [
      '{"text": "Ben ate", "label": [[0, 9, "PER"]]}',
      'f:2: span 1 from 0 to 9 is not in its text (the text has 7',
    ],
    ['{"text": "Ben", "entities": [{"start_offset": 0, "end_offset": 3}]}', 'the label of span 1 is missing'],
    ['{"tokenized_text": ["Ben"], "ner": [[0, 0, "PER"]]}', 'the record is tokens with spans by their start'],
    [
      '{"text": "Ben", "tokens": [{"text": "Bo", "start": 0, "end": 2}], "spans": []}',
      'token 1 is not in the text from 0 to 2',
    ],
    ['{"paragraphs": [{"raw": "Ben"}]}', "the record is a document in spaCy's own JSON"],
    [
      '[{"data": {"text": "Ben"}, "annotations": []}]',
      'a JSON list of records that are each a task of Label',
    ],
    ['["Ben", {"entities": [[3, 3, "PER"]]}]', 'f:2: span 1 from 3 to 3 is not in its text'],
    ['[', 'f:2: a JSON list over several lines'],
    ['{"words": ["a"], "tags": [""]}', 'f:2: number 1 of "tags" is empty'],
    ['{"tokens": ["a", 2]}', 'f:2: number 2 of "tokens" is not a string'],
  ])('refuses %s', async (line, message) => {
    await expect(collect(parseJsonl(`{"words":["a"]}\n${line}`, { file: 'f' }))).rejects.toThrow(message);
  });
});

describe('formatJsonl', () => {
  it('keeps the other keys of a record, in their order', async () => {
    const text = '{"id":7,"tokens":["a"],"upos":["X"],"more":{"b":[null]}}\n';
    const [sentence] = await collect(parseJsonl(text, { column: 'upos' }));
    expect(formatJsonl(sentence!, { column: 'upos' })).toBe(text);
    expect(formatJsonl({ ...sentence!, tags: ['Y'] }, { column: 'upos' })).toBe(text.replace('"X"', '"Y"'));
    expect(formatJsonl({ ...sentence!, tags: ['Y'] })).toBe(`${text.trim().slice(0, -1)},"tags":["Y"]}\n`);
  });

  it('writes words and tags, also with line ends in them', async () => {
    const sentence = { words: ['a\nb', '\u2028'], tags: ['X', 'Y'] };
    expect(await collect(parseJsonl(formatJsonl(sentence)))).toMatchObject([sentence]);
    expect(formatJsonl({ words: ['a'] })).toBe('{"words":["a"]}\n');
  });
});

describe('words without a label', () => {
  it('are those whose tag is null', async () => {
    const text = '{"words":["a","b","c"],"tags":["X",null,"_"]}\n';
    const [sentence] = await collect(parseJsonl(text));
    expect(sentence).toMatchObject({ tags: ['X', '_', '_'], unlabelled: [1] });
    expect(formatJsonl(sentence!)).toBe(text);
    expect(formatJsonl({ ...sentence!, tags: ['X', 'Y', 'Z'] })).toContain('["X","Y","Z"]');
  });

  it('make a record untagged where there are no others', async () => {
    const [sentence] = await collect(parseJsonl('{"words":["a"],"tags":[null]}'));
    expect(sentence!.tags).toBeUndefined();
  });
});

it('takes the words under the key wordColumn', async () => {
  const text = '{"words":["a"],"forms":["b"],"tags":["X"]}';
  expect(await collect(parseJsonl(text, { wordColumn: 'forms' }))).toMatchObject([{ words: ['b'] }]);
  await expect(collect(parseJsonl(text, { wordColumn: 'lemmas' }))).rejects.toThrow('there are no lemmas');
  expect(formatJsonl({ words: ['a'] }, { wordColumn: 'forms' })).toBe('{"forms":["a"]}\n');
});
