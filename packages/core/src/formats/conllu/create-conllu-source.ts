import type { ConlluSource, Sentence, TextSource } from '../../sentence';
import type { WriteOptions } from '../corpus-format';

/** What a sentence of another format looks like in CoNLL-U, before it has tags. */
export function createConlluSource({ words, source }: Sentence, { number }: WriteOptions): ConlluSource {
  const id = number === undefined ? [] : [`# sent_id = ${number}`];
  if (source?.format !== 'text') {
    return {
      format: 'conllu',
      comments: [...id, `# text = ${words.join(' ')}`],
      rows: words.map((word, index) => createRow(String(index + 1), word)),
    };
  }
  const orthographicWords = groupTokens(source);
  const text = orthographicWords.map(({ form, after }) => form + (after === '' ? '' : ' ')).join('');
  const { startsDocument = false, startsParagraph = false } = source.surroundings ?? {};
  return {
    format: 'conllu',
    comments: [
      ...(startsDocument ? ['# newdoc'] : []),
      ...(startsParagraph ? ['# newpar'] : []),
      ...id,
      `# text = ${text.trimEnd()}`,
    ],
    rows: orthographicWords.flatMap(createRows),
  };
}

/** What stands in the text as one word, such as `don't` or French `du`, with its words. */
interface OrthographicWord {
  readonly form: string;
  readonly words: readonly string[];
  /** The number of its first word in the sentence, from 1. */
  readonly id: number;
  /** The white space around it; that before it only where it belongs to no other word. */
  readonly before: string;
  readonly after: string;
}

function groupTokens({ tokens, text, surroundings }: TextSource): OrthographicWord[] {
  // A sentence starts with a word, and white space between words may be of any kind and length.
  const offset = tokens[0]!.start;
  // Where what comes after the sentence is not known, a blank is what most texts have there.
  const { before = '', after = ' ' } = surroundings ?? {};
  const starts = tokens.flatMap((token, index) => (token.continues ? [] : [index]));
  let id = 1;
  return starts.map((start, word) => {
    const end = starts[word + 1] ?? tokens.length;
    const parts = tokens.slice(start, end);
    const isLast = end === tokens.length;
    const words = parts.flatMap((part) => part.words ?? [part.text]);
    id += words.length;
    return {
      form: parts.map((part) => part.text).join(''),
      words,
      id: id - words.length,
      before: start === 0 ? before : '',
      after: isLast ? after : text.slice(tokens[end - 1]!.end - offset, tokens[end]!.start - offset),
    };
  });
}

/** One row for each word; where there are several, their range before them, which then has the white space. */
function createRows({ form, words, id, before, after }: OrthographicWord): string[][] {
  const misc = describeSpaces(before, after);
  if (words.length === 1) return [createRow(String(id), words[0]!, misc)];
  return [
    createRow(`${id}-${id + words.length - 1}`, form, misc),
    ...words.map((word, index) => createRow(String(id + index), word)),
  ];
}

/**
 * White space in the column misc, from which the text can be restored.
 *
 * Source: https://ufal.mff.cuni.cz/udpipe/1/users-manual
 */
function describeSpaces(before: string, after: string): string {
  const features: string[] = [];
  if (after === '') features.push('SpaceAfter=No');
  else if (after !== ' ') features.push(`SpacesAfter=${escapeSpaces(after)}`);
  if (before !== '') features.push(`SpacesBefore=${escapeSpaces(before)}`);
  return features.join('|') || '_';
}

const escapes: Readonly<Record<string, string>> = {
  ' ': '\\s',
  '\t': '\\t',
  '\r': '\\r',
  '\n': '\\n',
  '|': '\\p',
  '\\': '\\\\',
};

function escapeSpaces(spaces: string): string {
  return spaces.replace(/[ \t\r\n|\\]/g, (character) => escapes[character]!);
}

function createRow(id: string, form: string, misc = '_'): string[] {
  return [id, form, '_', '_', '_', '_', '_', '_', '_', misc];
}
