import { beforeAll, describe, expect, it } from 'vitest';
import { createWorkspace, tiny } from './workspace';

const folder = createWorkspace();
const { tagger } = folder;
const text = 'Ada met Bo Lee.\nWe saw Ada 😀 in\nSan  Jose.\n\nOrder ORD-12 by bo lee.\n';

/** Names that are always names. */
const sentences = [
  'Ada/B-PER met/O Bo/B-PER Lee/I-PER ./O',
  'We/O saw/O Ada/B-PER in/O San/B-LOC Jose/I-LOC ./O',
  'Bo/B-PER Lee/I-PER met/O Ada/B-PER in/O San/B-LOC Jose/I-LOC ./O',
  'We/O met/O ./O',
];

beforeAll(async () => {
  const rows = sentences.map((sentence) => `${sentence.replaceAll('/', '\t').replaceAll(' ', '\n')}\n\n`);
  await folder.write('names.tsv', rows.join('').repeat(20));
  await folder.write('text.txt', text);
  await folder.write('names.jsonl', '{"id": 7, "words": ["Ada", "met", "Bo", "Lee"]}\n');
  const settings = tiny.join(' ').replace(/--epochs \d+/, '');
  const train = `train --preset report --train @names.tsv --format columns -o @ner.onnx --epochs 8 --quiet ${settings}`;
  expect(await tagger(train)).toMatchObject({ status: 0 });
});

it('train shows the F1 of spans, which decides which epoch is best', async () => {
  const settings = tiny.join(' ').replace(/--epochs \d+/, '');
  const files = '--train @names.tsv --dev @names.tsv --format columns -o @f1.onnx';
  const { stderr } = await tagger(`train --preset report ${files} --epochs 2 ${settings}`);
  expect(stderr).toMatch(/^epoch +loss +dev span F1 +tokens\/s\n1 +\d+\.\d{4} +\d+\.\d\d % /m);
});

describe('tag --entities', () => {
  it('writes a line for each entity', async () => {
    const { status, stdout, stderr } = await tagger('tag @ner.onnx @text.txt --entities');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const lines = stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^PER {2}[01]\.\d\d {2}0-3 {12}Ada$/);
    expect(lines).toContainEqual(expect.stringMatching(/^LOC {2}[01]\.\d\d {2}33-42 {10}San Jose$/));
    expect(lines.every(({ length }) => length <= 80)).toBe(true);
  });

  it('finds English names where no model is given, and says so', async () => {
    const { stdout, stderr } = await tagger('tag @text.txt --entities');
    expect(stderr).toBe('tagger: no model given: using @tagger/model-en-ner (English: PER, ORG, LOC)\n');
    expect(stdout).toMatch(/^LOC .* San Jose$/m);
  });

  it('writes an object for each sentence of a text with --json', async () => {
    const { stdout } = await tagger('tag @ner.onnx @text.txt --entities --json');
    const found = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(found.map((sentence) => text.slice(sentence.start, sentence.end))).toEqual(
      found.map((own) => own.text),
    );
    const entities = found.flatMap((sentence) => sentence.entities);
    for (const entity of entities) expect(text.slice(entity.start, entity.end)).toBe(entity.text);
    expect(entities.map((entity) => entity.text)).toContain('San  Jose');
    const { stdout: likely } = await tagger('tag @ner.onnx @text.txt --entities --json --minimum-score 1');
    expect(likely.split('\n')).toHaveLength(found.length + 1);
    expect(likely).toContain('"entities":[]');
  });

  it('counts words where the input has no text, and keeps what a record holds', async () => {
    const { stdout } = await tagger('tag @ner.onnx @names.jsonl --entities --json');
    expect(JSON.parse(stdout)).toMatchObject({
      id: 7,
      words: ['Ada', 'met', 'Bo', 'Lee'],
      entities: [
        { text: 'Ada', label: 'PER', start: 0, end: 1 },
        { text: 'Bo Lee', label: 'PER', start: 2, end: 4 },
      ],
    });
    const { stdout: lines } = await tagger('tag @ner.onnx @names.tsv --format columns --entities');
    expect(lines.split('\n')[1]).toMatch(/^PER {2}[01]\.\d\d {2}1:3-4 {10}Bo Lee$/);
  });

  it.each([
    ['--entities --scores', '--entities does not go with --scores'],
    ['--entities --top 2', '--entities does not go with --top'],
    ['--entities --output-format conllu', '--entities does not go with --output-format'],
    ['--minimum-score 0.5', '--minimum-score is for --entities'],
    ['--entities --minimum-score 2', 'It is not a number from 0 to 1'],
    ['--entities --column 9', 'the model has no entities in the column "9"'],
  ])('refuses %s', async (flags, message) => {
    const { status, stderr } = await tagger(`tag @ner.onnx @text.txt ${flags}`);
    expect(status).toBeGreaterThan(0);
    expect(stderr).toContain(message);
  });
});

describe('tag --rules', () => {
  const rules = {
    rules: [
      { label: 'PER', phrases: ['bo lee'], ignoreCase: true },
      { label: 'ORDER', pattern: 'ORD-\\d+' },
    ],
  };

  it('adds to entities and to tags', async () => {
    await folder.write('rules.json', JSON.stringify(rules, null, 2));
    const { stdout } = await tagger('tag @ner.onnx @text.txt --entities --rules @rules.json');
    expect(stdout).toContain('\nORDER  1.00  51-57          ORD-12\n');
    expect(stdout).toContain('\nPER    1.00  61-67          bo lee\n');
    const { stdout: tagged } = await tagger('tag @ner.onnx @text.txt --rules @rules.json');
    expect(tagged).toContain('ORD/B-ORDER -/I-ORDER 12/I-ORDER ');
    expect(tagged).toContain(' bo/B-PER lee/I-PER ');
  });

  it('says on which line a rule is wrong', async () => {
    await folder.write('wrong.json', JSON.stringify(rules, null, 2).replace('ORD-', '(ORD-'));
    const { status, stderr } = await tagger('tag @ner.onnx @text.txt --entities --rules @wrong.json');
    expect(status).toBe(1);
    expect(stderr).toContain(
      'wrong.json:12: rules[1].pattern is not a regular expression of RE2: missing closing )',
    );
    await folder.write('cut.json', '{"rules": [');
    const { stderr: cut } = await tagger('tag @ner.onnx @text.txt --rules @cut.json');
    expect(cut).toContain('cut.json:1: is not JSON');
    expect((await tagger('tag @ner.onnx @text.txt --rules @no.json')).stderr).toContain('no.json');
  });
});
