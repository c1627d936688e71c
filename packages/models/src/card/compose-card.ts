import { listColumnNames } from '../columns/column-names';
import type { ModelDescription } from '../model-file/model-description';
import { createNetwork } from '../network/create-network';
import type { Card, CardBlock, CardOptions, CardSection } from './card';
import { formatField, formatScore, formatSize, formatWhole, nameField, nameScore } from './card-values';

/** More tags than that are counted, not listed. */
const mostLabels = 60;

/** What a model card says: from the description alone, so that the same model gives the same card. */
export function composeCard(description: ModelDescription, { test }: CardOptions = {}): Card {
  const { network, tags, training } = description;
  const { corpus } = training;
  return {
    title: `Sequence tagger trained on ${corpus.name}`,
    sections: [
      {
        blocks: [
          {
            kind: 'text',
            text: `Gives each word of a sentence one of ${formatWhole(tags.length)} tags${nameColumn(corpus.column)}${nameOthers(network)}, by a recurrent network (${network.cell.toUpperCase()}). The model is one ONNX file, made with Tagger.`,
          },
        ],
      },
      { title: 'Tags', blocks: listTags(tags) },
      ...describeColumns(description, { test }),
      { title: 'Scores', blocks: describeScores(description, { test }) },
      { title: 'Tokenizer', blocks: describeTokenizer(description) },
      { title: 'Training', blocks: describeTraining(description) },
      { title: 'Network', blocks: describeNetwork(description) },
      { title: 'Intended use', blocks: describeUse(description) },
      { title: 'Limits', blocks: describeLimits(description) },
      { title: 'How to use it', blocks: showUse() },
    ],
  };
}

/** A column with a name says what kind of tags they are. */
function nameColumn(column: string): string {
  return /^(\d+|last|tags)$/.test(column) ? '' : ` (${column})`;
}

/** `, and its xpos, feats and lemma` */
function nameOthers({ otherOutputs = [] }: ModelDescription['network']): string {
  const names = otherOutputs.map(({ name }) => name);
  if (names.length === 0) return '';
  return `, and its ${[names.slice(0, -1).join(', '), names.at(-1)!].filter((part) => part).join(' and ')}`;
}

/** What a model gives in each of its columns. */
function describeColumns(description: ModelDescription, { test }: CardOptions): CardSection[] {
  const { tags, otherTags = [], lemmas, training } = description;
  if (otherTags.length === 0 && !lemmas) return [];
  const counts = listColumnNames(description).map(
    (name, index) => [name, [tags, ...otherTags][index]!.length] as const,
  );
  const given = [
    ...(training.columnScores ? [{ name: 'dev accuracy', columns: training.columnScores }] : []),
    ...(test?.columns ? [{ name: `accuracy on ${test.corpus}`, columns: test.columns }] : []),
  ];
  const rows = counts.map(([name, count]) => [
    name,
    formatWhole(count),
    ...given.map(({ columns }) => formatScore('accuracy', findAccuracy(columns[name], lemmas, name))),
  ]);
  return [
    {
      title: 'Columns',
      blocks: [
        { kind: 'table', head: ['column', 'labels', ...given.map(({ name }) => name)], rows },
        ...(lemmas ? [{ kind: 'text' as const, text: describeLemmas(lemmas) }] : []),
      ],
    },
  ];
}

type ColumnScores = Readonly<Record<string, number | null | undefined>>;

function findAccuracy(scores: ColumnScores | undefined, lemmas: ModelDescription['lemmas'], name: string) {
  const isLookedUp = lemmas?.dictionary !== undefined && lemmas.column === name;
  return (isLookedUp ? scores?.dictionaryAccuracy : undefined) ?? scores?.accuracy;
}

function describeLemmas({ column, dictionary }: NonNullable<ModelDescription['lemmas']>): string {
  const forms = dictionary?.entries.reduce((sum, entry) => sum + entry.forms.length, 0);
  const known = forms === undefined ? '' : ` Those of ${formatWhole(forms)} known forms are looked up.`;
  return `The labels of ${column} are edits that make the lemma of a form.${known}`;
}

function listTags(tags: readonly string[]): CardBlock[] {
  const labels: CardBlock = { kind: 'labels', labels: tags.slice(0, mostLabels) };
  const rest = tags.length - mostLabels;
  return rest > 0 ? [labels, { kind: 'text', text: `and ${formatWhole(rest)} more.` }] : [labels];
}

function describeScores({ training }: ModelDescription, { test }: CardOptions): CardBlock[] {
  const columns = [
    ...(training.scores ? [{ name: 'dev', scores: training.scores }] : []),
    ...(test ? [{ name: test.corpus, scores: test.scores }] : []),
  ];
  if (columns.length === 0)
    return [{ kind: 'text', text: 'None are known: it was trained without a dev corpus.' }];
  // Where there are spans, they are what matters most.
  const names = [...new Set(['spanF1', ...columns.flatMap(({ scores }) => Object.keys(scores))])];
  const rows = names
    .filter((name) => columns.some(({ scores }) => scores[name] !== undefined))
    .map((name) => [nameScore(name), ...columns.map(({ scores }) => formatScore(name, scores[name]))]);
  const notes = [
    ...(training.scores
      ? ['The dev corpus also decided which epoch was kept, so that its scores are a little too good.']
      : []),
    'Unknown words are those that the training corpus did not teach. The loss is the cross-entropy of a sentence, in nats.',
  ];
  return [
    { kind: 'table', head: ['score', ...columns.map(({ name }) => name)], rows },
    { kind: 'text', text: notes.join(' ') },
  ];
}

function describeTokenizer({ tokenizer, training }: ModelDescription): CardBlock[] {
  const { language = 'en' } = training.corpus;
  if (!tokenizer) return [{ kind: 'text', text: `Text is cut by the rules of ${language}.` }];
  const { scores, multiwords } = tokenizer;
  const rows = [
    ['rules that it reads', tokenizer.language],
    ['multiword tokens that it knows', formatWhole(multiwords.forms.length)],
    ...Object.entries(scores ?? {}).map(([name, f1]) => [`F1 of ${name} on dev`, formatScore(name, f1)]),
  ] as [string, string][];
  return [
    {
      kind: 'text',
      text: 'Text is cut into tokens and sentences by a network that was learnt from the corpus.',
    },
    { kind: 'facts', rows },
  ];
}

function describeTraining({ training }: ModelDescription): CardBlock[] {
  const { corpus, from, settings, vectors, epoch, engine } = training;
  return [
    {
      kind: 'facts',
      rows: [
        ['corpus', corpus.name],
        ['column of the tags', corpus.column],
        ...(corpus.auxiliary
          ? [['columns that it learnt and does not give', corpus.auxiliary.join(', ')] as const]
          : []),
        ['size', `${formatWhole(corpus.sentences)} sentences, ${formatWhole(corpus.tokens)} tokens`],
        ...(corpus.language ? [['language', corpus.language] as const] : []),
        ['licence of the corpus', corpus.licence ?? 'not given'],
        ...(from ? [['trained further from', describeStart(from)] as const] : []),
        ['word vectors', vectors ?? 'none: random numbers at the start'],
        ['epoch kept', String(epoch)],
        ['engine', engine],
      ],
    },
    { kind: 'text', text: 'The settings, as they were given:' },
    {
      kind: 'facts',
      rows: Object.entries(settings).map(([name, value]) => [nameField(name), formatField(value)]),
    },
  ];
}

function describeStart({ name, corpus }: NonNullable<ModelDescription['training']['from']>): string {
  const size = `${formatWhole(corpus.sentences)} sentences`;
  return `${name}, trained on ${corpus.name} (${size}; licence ${corpus.licence ?? 'not given'})`;
}

function describeNetwork({ network, lookup }: ModelDescription): CardBlock[] {
  const count = createNetwork(network).parameters.reduce(
    (sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1),
    0,
  );
  return [
    {
      kind: 'facts',
      rows: [
        ...Object.entries(network).map(([name, value]) => [nameField(name), formatField(value)] as const),
        ['words that training taught', formatWhole(lookup.trainedWords)],
        ['missing word in another case', describeCase(lookup)],
        ['parameters', formatWhole(count)],
        ['size', `${formatSize(4 * count)} as float32`],
      ],
    },
  ];
}

function describeCase({ caseFallback, caseLanguage }: ModelDescription['lookup']): string {
  if (!caseFallback) return 'is unknown';
  return caseLanguage === undefined ? 'is looked up' : `is looked up by the rules of ${caseLanguage}`;
}

function describeUse({ training: { corpus } }: ModelDescription): CardBlock[] {
  const text = `Tagging text of the same language and kind as ${corpus.name}, cut into sentences and words in the same way. A model carries what its corpus holds: check that the corpus, and its licence${corpus.licence ? ` (${corpus.licence})` : ''}, suit your use.`;
  return [{ kind: 'text', text }];
}

function describeLimits({ lookup, training: { scores } }: ModelDescription): CardBlock[] {
  const { accuracy, unknownAccuracy } = scores ?? {};
  const gap =
    typeof accuracy === 'number' && typeof unknownAccuracy === 'number'
      ? ` On dev it has ${formatScore('unknownAccuracy', unknownAccuracy)} of them right, and ${formatScore('accuracy', accuracy)} of all words.`
      : '';
  return [
    {
      kind: 'text',
      text: `It knows ${formatWhole(lookup.trainedWords)} words of its training corpus; on others it depends on what stands around them.${gap}`,
    },
    {
      kind: 'text',
      text: 'It gives every word a tag, also where the text is in another language or of another kind. The probability of a tag is not how often it is right: measure that on text of your own, with tagger test --report.',
    },
  ];
}

function showUse(): CardBlock[] {
  return [
    {
      kind: 'code',
      language: 'js',
      text: [
        "import { Tagger } from '@tagger/models';",
        '',
        "const tagger = await Tagger.load('model.onnx');",
        "for (const { text, tag, score } of await tagger.tag('Your text.')) console.log(text, tag, score);",
      ].join('\n'),
    },
    {
      kind: 'code',
      language: 'sh',
      text: 'tagger tag model.onnx text.txt\ntagger test model.onnx corpus.conllu --report report',
    },
  ];
}
