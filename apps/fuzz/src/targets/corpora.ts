import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { gzipSync } from 'node:zlib';
import { type FormatName, formatNames, formatSentence, parseSentences, type Sentence } from '@tagger/core';
import { readCorpus } from '@tagger/core/node';
import fc from 'fast-check';
import { cutInto, drawCuts } from '../chunks';
import { damageText, drawDamage } from '../damage';
import { drawText } from '../odd-text';
import { attempt, check, requireOwn } from '../outcome';
import { createProperty, type Target } from '../target';
import { validCorpora } from './valid-corpora';

const inputs = fc.record({
  format: fc.constantFrom(...formatNames),
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
    createProperty(inputs, async ({ format, damage, cuts, file, ...given }) => {
      const text = damageText(validCorpora, damage);
      const options = { ...given, format, file: 'f' };
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
