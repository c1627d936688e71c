/**
 * Checks the embedded corpus: its CoNLL-U format, its tag set, and facts of English that catch slips of tagging.
 *
 *   node scripts/check-corpus.js [--counts] [--min N] [files…]
 *
 * Without files it checks the three parts of the embedded corpus. Each problem is one line, `file:line: problem`, and
 * the exit status is then 1. `--counts` prints the README's table instead of one line. `--min N` sets the least number
 * of sentences (600 for the embedded corpus, none for other files).
 */
import { readFileSync } from 'node:fs';
import { basename, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const TAGS = 'ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X'.split(' ');

/** Forms of the closed classes, in lower case, under the only tags they can have in UD English. */
const CLOSED_CLASSES = {
  PRON: `i you he she it we they me him us them myself himself herself itself ourselves themselves my your his her its
    our their mine yours ours theirs who whom whose someone somebody something anyone anybody everyone everybody
    everything nobody nothing none`,
  AUX: "am can could would should might must shall ought ca wo 'm 're 've 'll 'd",
  'AUX VERB': 'is are was were be been do does did have has had',
  'AUX VERB PART PRON': "'s",
  'AUX NOUN': 'will',
  'AUX PROPN': 'may',
  PART: "not n't nt",
  'PART ADP SCONJ': 'to',
  CCONJ: 'and or nor',
  'CCONJ ADP': 'but',
  'CCONJ ADV': 'yet',
  'CCONJ DET ADV': 'both either neither',
  SCONJ: 'if whether unless although',
  'SCONJ ADP': 'because of for with without from by than until',
  'SCONJ ADP ADV': 'as after before since about in on',
  'SCONJ ADP VERB': 'like',
  'SCONJ ADV': 'so though once',
  'SCONJ NOUN': 'while',
  'SCONJ PRON DET ADV': 'that',
  ADP: 'at into during toward towards per',
  'ADP ADV': 'out off over up down around through behind below',
  ADV: 'when where why how always never often very too also again already soon now here perhaps maybe really almost',
  'PRON DET': 'these those which what',
  'PRON DET ADV': 'this any',
  'PRON ADV': 'there',
  DET: 'the a an every another each some',
  'DET ADV': 'all',
  'DET ADV INTJ': 'no',
  'NUM PRON NOUN X': 'one',
  NUM: 'two three four five six seven eight nine ten eleven twelve twenty thirty hundred thousand million billion',
  'ADJ ADV': 'more most much less many few several same other next',
  INTJ: 'yes oh hello hi hey wow yeah lol',
  'INTJ VERB': 'please',
  PROPN: `monday tuesday wednesday thursday friday saturday sunday january february april june july august september
    october november december mr. mrs. ms. dr.`,
  SYM: '$ € % + =',
};

const allowedTags = new Map(
  Object.entries(CLOSED_CLASSES).flatMap(([tags, forms]) =>
    forms.split(/\s+/).map((form) => [form, tags.split(' ')]),
  ),
);

/** Facts about kinds of forms: a form that fits the pattern has one of these tags. */
const PATTERNS = [
  { pattern: /^[\p{P}\p{S}]+$/u, tags: ['PUNCT', 'SYM', 'PART'] },
  { pattern: /^\d+([.,:]\d+)*$/, tags: ['NUM'] },
  { pattern: /^\p{L}{2,}$/u, tags: TAGS.filter((tag) => tag !== 'PUNCT' && tag !== 'SYM') },
];

/**
 * @typedef {{ line: number, form: string, tag: string, space: boolean }} Word
 * @typedef {{ line: number, form: string, first: number, last: number, space: boolean }} Range
 * @typedef {{ line: number, id?: string, text?: string, words: Word[], ranges: Range[] }} Sentence
 * @typedef {(line: number, problem: string) => void} Report
 */

/** @param {Sentence} sentence @param {number} line @param {string} comment @param {Report} report */
function readComment(sentence, line, comment, report) {
  if (sentence.words.length > 0) report(line, 'a comment after the first word');
  const [, key, value] = /^# (sent_id|text) = (.+)$/.exec(comment) ?? [];
  if (key === 'sent_id') sentence.id = value;
  if (key === 'text') sentence.text = value;
}

/** @param {Sentence} sentence @param {number} line @param {string} row @param {Report} report */
function readToken(sentence, line, row, report) {
  const columns = row.split('\t');
  if (columns.length !== 10) return report(line, `${columns.length} columns instead of 10`);
  if (columns.some((column) => column === '' || /^\s|\s$/.test(column))) {
    report(line, 'a field that is empty or has spaces around it');
  }
  const [id, form, , tag] = columns;
  const misc = columns[9];
  if (misc !== '_' && misc !== 'SpaceAfter=No') report(line, `MISC is "${misc}", not _ or SpaceAfter=No`);
  const space = misc === '_';
  const { words, ranges } = sentence;
  const next = words.length + 1;
  const covered = (ranges.at(-1)?.last ?? 0) >= next;
  const [, first, last] = /^(\d+)-(\d+)$/.exec(id) ?? [];
  if (first === undefined) {
    if (id !== String(next)) report(line, `id ${id} instead of ${next}`);
    if (!TAGS.includes(tag)) report(line, `"${form}" has the tag ${tag}, which is no UPOS tag`);
    if (covered && !space) report(line, 'SpaceAfter=No inside a range; it belongs on the range');
    words.push({ line, form, tag, space });
  } else {
    if (Number(first) !== next || Number(last) <= next || covered)
      report(line, `range ${id} does not fit here`);
    if (tag !== '_') report(line, `range ${id} has a tag`);
    ranges.push({ line, form, first: Number(first), last: Number(last), space });
  }
}

/** The text that the words and ranges spell. @param {Sentence} sentence */
function joinForms({ words, ranges }) {
  let text = '';
  for (let index = 0; index < words.length; index += 1) {
    const range = ranges.find(({ first }) => first === index + 1);
    const token = range ?? words[index];
    text += token.form + (token.space ? ' ' : '');
    if (range && range.last > range.first) index = range.last - 1;
  }
  return text.trimEnd();
}

/** @param {Sentence} sentence @param {Report} report */
function checkSentence(sentence, report) {
  const { line, id, text, words, ranges } = sentence;
  if (words.length === 0) return report(line, 'a sentence without words');
  if (id === undefined) report(line, 'no sent_id');
  if (text === undefined) report(line, 'no text');
  else if (joinForms(sentence) !== text)
    report(line, `the text is not what the forms spell: ${joinForms(sentence)}`);
  for (const range of ranges) {
    if (range.last > words.length)
      report(range.line, `range ${range.first}-${range.last} ends after the last word`);
  }
  for (const { line, form, tag } of words) {
    const tags =
      allowedTags.get(form.toLowerCase()) ?? PATTERNS.find(({ pattern }) => pattern.test(form))?.tags;
    if (tags && !tags.includes(tag))
      report(line, `"${form}" has the tag ${tag}; it can be ${tags.join(', ')}`);
  }
}

/** @param {Buffer} bytes @param {Report} report @returns {Sentence[]} */
function readSentences(bytes, report) {
  let content;
  try {
    content = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    report(1, 'not UTF-8');
    return [];
  }
  if (!content.endsWith('\n\n')) report(content.split('\n').length, 'no blank line at the end');
  /** @type {Sentence[]} */
  const sentences = [];
  /** @type {Sentence | undefined} */
  let sentence;
  const lines = content.replace(/\n$/, '').split('\n');
  for (const [index, row] of lines.entries()) {
    const line = index + 1;
    if (/\r|\uFEFF/.test(row)) report(line, 'a carriage return or a byte order mark');
    if (row !== row.normalize('NFC')) report(line, 'not in Unicode normal form NFC');
    if (row === '') {
      if (!sentence) report(line, 'a blank line that ends no sentence');
      sentence = undefined;
      continue;
    }
    if (!sentence) {
      sentence = { line, words: [], ranges: [] };
      sentences.push(sentence);
    }
    if (row.startsWith('#')) readComment(sentence, line, row, report);
    else readToken(sentence, line, row, report);
  }
  return sentences;
}

/** The table of the README: sentences, words and tags, a column for each file. @param {Map<string, Sentence[]>} files */
function formatCounts(files) {
  const columns = [...files].map(([file, sentences]) => {
    const tags = sentences.flatMap(({ words }) => words.map(({ tag }) => tag));
    const counts = TAGS.map((tag) => tags.filter((other) => other === tag).length);
    return { name: basename(file, '.conllu'), counts: [sentences.length, tags.length, ...counts] };
  });
  const rows = ['sentences', 'words', ...TAGS].map((name, index) => {
    const counts = columns.map((column) => column.counts[index]);
    return [name, ...counts, counts.reduce((sum, count) => sum + count, 0)];
  });
  const head = ['', ...columns.map(({ name }) => name), 'all'];
  return [head, head.map((_, index) => (index === 0 ? '---' : '--:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { counts: { type: 'boolean' }, min: { type: 'string' } },
});
const embedded = ['train', 'dev', 'test'].map((part) =>
  relative('', fileURLToPath(new URL(`../packages/cli/corpus/${part}.conllu`, import.meta.url))),
);
const paths = positionals.length > 0 ? positionals : embedded;
const least = Number(options.min ?? (positionals.length > 0 ? 0 : 600));

/** @type {string[]} */
const problems = [];
/** @type {Map<string, Sentence[]>} */
const files = new Map();
/** Where each id and each text was seen first. @type {Map<string, string>} */
const seen = new Map();

for (const file of paths) {
  /** @type {Report} */
  const report = (line, problem) => problems.push(`${file}:${line}: ${problem}`);
  let bytes;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    report(1, `cannot be read (${error.code})`);
    continue;
  }
  const sentences = readSentences(bytes, report);
  files.set(file, sentences);
  for (const sentence of sentences) {
    checkSentence(sentence, report);
    for (const [key, value] of [
      ['sent_id', sentence.id],
      ['text', sentence.text?.toLowerCase()],
    ]) {
      if (value === undefined) continue;
      const entry = `${key} "${value}"`;
      if (seen.has(entry)) report(sentence.line, `the same ${entry} as in ${seen.get(entry)}`);
      else seen.set(entry, `${file}:${sentence.line}`);
    }
  }
}

const all = [...files.values()].flat();
const words = all.reduce((sum, sentence) => sum + sentence.words.length, 0);
if (all.length < least) problems.push(`${paths[0]}:1: ${all.length} sentences; at least ${least} are needed`);

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
} else {
  console.log(
    options.counts ? formatCounts(files) : `corpus: ${all.length} sentences, ${words} words, no problems`,
  );
}
