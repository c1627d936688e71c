import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type FormatName, formatNames, formatSentence, parseSentences, type Sentence } from '@tagger/core';
import { type BratDocument, BratFormatter, parseBrat } from '@tagger/core/internal';
import { readCorpus } from '@tagger/core/node';
import fc from 'fast-check';
import { cutInto, drawCuts } from '../chunks';
import { damageText, drawDamage } from '../damage';
import { drawText } from '../odd-text';
import { attempt, check, requireOwn } from '../outcome';
import { createProperty, type Target } from '../target';
import { bratMark, validCorpora, validFormats } from './valid-corpora';

const inputs = fc.record({
  /** Undefined for that of the file itself. */
  chosen: fc.option(fc.constantFrom(...formatNames), { nil: undefined, freq: 1 }),
  damage: drawDamage(validCorpora.length, 'character', drawText(6)),
  cuts: drawCuts(),
  gaps: fc.boolean(),
  column: fc.option(
    fc.oneof(fc.constantFrom('upos', 'misc', 'tags', '__proto__', 1, 2, 11), fc.integer(), drawText(1)),
    {
      nil: undefined,
      freq: 4,
    },
  ),
  lines: fc.boolean(),
  spaces: fc.boolean(),
  file: fc.constantFrom('none', 'none', 'none', 'plain', 'gzip'),
});

/** Every format: what is read does not depend on how the stream is cut, and is read again alike when it was written. */
export const corpora: Target = {
  name: 'corpora',
  prepare: async (workspace) =>
    createProperty(inputs, async ({ chosen, damage, cuts, file, ...given }) => {
      const text = damageText(validCorpora, damage);
      const format = chosen ?? validFormats[damage.file]!;
      const options = { ...given, format, file: 'f' };
      if (format === 'brat') return checkBrat(text);
      const whole = await read(() => parseSentences(text, options));
      const inPieces = await read(() => parseSentences(cutInto(text, cuts), options));
      check(
        isDeepStrictEqual(inPieces, whole),
        `read in other pieces: ${show(inPieces)}, not ${show(whole)}`,
      );
      await checkWritten(text, whole, options);
      if (file !== 'none') await checkFile(join(workspace, 'corpus'), text, file === 'gzip', options);
    }),
};

/** A document of brat is read or refused, and read again alike when it was written. */
async function checkBrat(files: string): Promise<void> {
  const [text = '', annotations = ''] = files.split(bratMark);
  const parse = (document: BratDocument) =>
    attempt(() => [...parseBrat({ ...document, textFile: 'f.txt', annotationsFile: 'f.ann' })]);
  const found = await parse({ text, annotations });
  if ('refused' in found) {
    check(/^f\.(?:txt|ann):\d+: /.test(found.refused), `no file and line: ${found.refused}`);
    return;
  }
  const formatter = new BratFormatter();
  const written = await attempt(() => found.value.map((sentence) => formatter.format(sentence)));
  if ('refused' in written) return;
  const again = await parse({
    text: written.value.map((each) => each.text).join(''),
    annotations: written.value.map((each) => each.annotations).join(''),
  });
  check('value' in again, `what was written is refused: ${JSON.stringify(again)}`);
  const content = (all: readonly Sentence[]) =>
    all.map(({ words, tags }) => ({ words: words.map((word) => word.replace(/[\t\r\n]/g, ' ')), tags }));
  check(
    isDeepStrictEqual(content(again.value), content(found.value)),
    `read again: ${show(content(again.value))}, not ${show(content(found.value))}`,
  );
}

interface Reading {
  readonly sentences: readonly Sentence[];
  readonly refused?: string;
}

interface Options {
  readonly format: FormatName;
  readonly gaps: boolean;
  readonly column?: string | number | undefined;
  readonly lines: boolean;
  readonly spaces: boolean;
}

/** All that can be read, and then the error. */
async function read(open: () => AsyncGenerator<Sentence>): Promise<Reading> {
  const sentences: Sentence[] = [];
  try {
    for await (const sentence of open()) joinGaps(sentences, sentence);
  } catch (error) {
    requireOwn(error);
    // A gap is yielded with the sentence behind it, or as soon as the stream ends within it.
    return { sentences: sentences.filter(({ source }) => source?.format !== 'gap'), refused: error.message };
  }
  return { sentences };
}

/** Long gaps come in pieces, as the stream does: they are one. */
function joinGaps(sentences: Sentence[], next: Sentence): void {
  const gap = sentences.at(-1)?.source;
  if (gap?.format === 'gap' && next.source?.format === 'gap')
    sentences[sentences.length - 1] = { words: [], source: { ...gap, text: gap.text + next.source.text } };
  else sentences.push(next);
}

/** Formats that are not written with what is between the words. */
const wordsOnly: readonly FormatName[] = ['words', 'text'];

/** A list is not written, and the formats of annotation tools hold spans alone. */
const notAlwaysWritten: readonly FormatName[] = ['json', 'doccano', 'prodigy', 'spacy', 'label-studio'];

/** With gaps, what is written is the file; without, it has the same words and tags. */
async function checkWritten(text: string, { sentences, refused }: Reading, options: Options): Promise<void> {
  const { format, gaps, column } = options;
  // Raw text has other sentences once each is on a line of its own.
  if (refused !== undefined || format === 'text') return;
  const written = await attempt(() =>
    sentences.map((each) => formatSentence(each, format, { column })).join(''),
  );
  if (notAlwaysWritten.includes(format)) return;
  check('value' in written, `what was read cannot be written: ${JSON.stringify(written)}`);
  // A text with spans becomes words with tags.
  const isCut = sentences.some(({ source }) => source?.format === 'text');
  if (isCut) return;
  if (gaps && !wordsOnly.includes(format))
    check(written.value === text, `${show(text)} is written as ${show(written.value)}`);
  const again = await read(() => parseSentences(written.value, options));
  check(
    again.refused === undefined,
    `what was written is refused: ${again.refused} in ${show(written.value)}`,
  );
  const content = (all: readonly Sentence[]) =>
    all.map(({ words, tags, unlabelled }) => ({ words, tags, unlabelled }));
  check(
    isDeepStrictEqual(content(again.sentences), content(sentences)),
    `read again: ${show(content(again.sentences))}, not ${show(content(sentences))}`,
  );
}

/** Files add encodings, compression and byte order marks. */
async function checkFile(path: string, text: string, isPacked: boolean, options: Options): Promise<void> {
  const bytes = Buffer.from(text, 'latin1');
  await writeFile(path, isPacked ? gzipSync(bytes) : bytes);
  await read(() => readCorpus(path, options));
}

function show(value: unknown): string {
  return JSON.stringify(value).slice(0, 2000);
}
