import type { Corpus } from '../src/data/corpus';
import { blankSeparators, copy, joinListed, type Recipe, resplit } from '../src/data/recipes';
import { sha256 } from '../src/data/sha256';

export function sentences(from: number, to: number): string {
  const numbers = Array.from({ length: to - from }, (_, index) => from + index);
  return numbers.map((number) => `# sent_id = ${number}\n1\tword${number}\n\n`).join('');
}

export const licence = 'Do as you like.\n';
export const train = sentences(0, 5000);

/** What upstream has. */
export const upstreamFiles = {
  'LICENSE.txt': licence,
  'all.conllu': train,
  'lists/train': 'a/one.conllu\nb/two.conllu\n',
  'sources/a/one.conllu': sentences(0, 3),
  'sources/b/two.conllu': sentences(3, 5),
  'up-dev.conllu': sentences(0, 7),
  'up-test.conllu': sentences(7, 12),
  'up.conll': 'a\tO\n\t\nb\tO\n \n\t\n\nc\tO\n\n',
};

function file(name: string, text: string, recipe: Recipe) {
  const content = Buffer.from(text);
  return { name, size: content.length, sha256: sha256(content), recipe };
}

const count = { sentences: 1000, tokens: 20_000 };
const common = {
  title: 'A sample',
  language: 'English',
  tags: 'UPOS',
  licence: { name: 'CC BY-SA 4.0', text: 'https://licence.test', duty: 'share alike' },
  repository: 'owner/name',
  commit: '0123456789abcdef0123456789abcdef01234567',
  train: count,
  dev: count,
  test: count,
};

const resplitted = ['up-dev.conllu', 'up-test.conllu'];
const resplitBytes = sentences(0, 12).length;

/** Stands in for the real one, whose files no test can have. */
export const catalogue: Corpus[] = [
  {
    ...common,
    name: 'plain',
    note: 'take care',
    files: [
      file('LICENSE.txt', licence, copy('LICENSE.txt')),
      file('train.conllu', train, copy('all.conllu')),
    ],
  },
  {
    ...common,
    name: 'made',
    files: [
      file('joined.conllu', sentences(0, 5), joinListed('lists/train', 'sources', 2)),
      file('train.conllu', sentences(0, 9), resplit('train', resplitted, resplitBytes)),
      file('dev.conllu', sentences(9, 10), resplit('dev', resplitted, resplitBytes)),
      file('test.conllu', sentences(10, 12), resplit('test', resplitted, resplitBytes)),
      file('ner.conll', 'a\tO\n\nb\tO\n\nc\tO\n\n', blankSeparators('up.conll')),
    ],
  },
];
