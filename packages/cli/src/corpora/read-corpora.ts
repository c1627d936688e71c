import { type CorpusFinding, CorpusLook, type Sentence, SettingsError } from '@tagger/core';
import { compareCorpora, compareParts, lookAtColumns } from '@tagger/core/internal';
import { readCorpus, tellFormat } from '@tagger/core/node';
import { type CompactCorpus, CorpusBuilder, type SpacedCorpusBuilder } from '@tagger/trainer/internal';
import { showFinding } from '../display/show-finding';
import { embeddedCorpus } from '../embedded-corpus';
import type { AnnotationOptions, FormatOptions } from '../flags/options';
import type { Io } from '../io/io';
import { lookAt } from './look-at';
import { readAnnotations } from './read-annotations';
import { listColumns, readColumns } from './tag-column';

export interface CorpusFlags extends FormatOptions, AnnotationOptions {
  readonly language?: string;
  readonly train?: readonly string[];
  readonly dev?: readonly string[];
  readonly quiet?: boolean;
}

export interface Corpora {
  readonly train: CompactCorpus;
  readonly dev: CompactCorpus | undefined;
}

/** The same as text, for a tokenizer. */
export interface CorpusTexts {
  readonly train: SpacedCorpusBuilder;
  readonly dev: SpacedCorpusBuilder;
}

/**
 * The corpora that the flags name, or the demonstration corpus; says in one line each what is suspicious about them.
 * @param texts gather the text of the sentences
 */
export async function readCorpora(flags: CorpusFlags, io: Io, texts?: CorpusTexts): Promise<Corpora> {
  const { train = [embeddedCorpus('train')], dev = flags.train ? [] : [embeddedCorpus('dev')] } = flags;
  if ([...train, ...dev].filter((name) => name === '-').length > 1)
    throw new SettingsError('standard input can be read only once', { hint: 'save it as a file' });
  if (!flags.train && !flags.quiet)
    io.stderr.write('no --train: using the demonstration corpus, which is no benchmark\n');
  const findings: CorpusFinding[] = [];
  const corpora = {
    train: await readFiles(train, { isTraining: true, text: texts?.train }, flags, io, findings),
    dev:
      dev.length > 0
        ? await readFiles(dev, { isTraining: false, text: texts?.dev }, flags, io, findings)
        : undefined,
  };
  findings.push(...lookAtColumns(corpora.train), ...compareParts(listParts(corpora.train)));
  for (const part of corpora.dev ? listParts(corpora.dev) : [])
    findings.push(...compareCorpora(corpora.train, part));
  for (const finding of findings) showFinding(finding, io);
  return corpora;
}

/** The sentences of all files, in the order of their names; what is suspicious about them joins the findings. */
export async function readFiles(
  names: readonly string[],
  { isTraining, text }: { readonly isTraining: boolean; readonly text: SpacedCorpusBuilder | undefined },
  flags: CorpusFlags,
  io: Io,
  findings: CorpusFinding[],
): Promise<CompactCorpus> {
  const corpus = new CorpusBuilder(names.join(', '));
  const annotations = await readAnnotations(flags);
  for (const name of names) {
    const { format = await tellFormat(name), wordColumn } = flags;
    const file = name === '-' ? 'stdin' : name;
    const look = new CorpusLook({ file, format, isTraining });
    const read = readCorpus(name, {
      format,
      ...readColumns(flags.column),
      ...annotations,
      wordColumn,
      locale: flags.language,
      input: io.stdin,
    });
    const sentences = text ? gatherText(read, text) : read;
    await corpus.addFile(name, lookAt(sentences, look));
    findings.push(...look.findings());
  }
  const built = corpus.build();
  if (listColumns(flags.column).length > 1 && built.sentences.columns.length === 0)
    throw new SettingsError(`${names.join(', ')} has one column of tags, and --column names several`, {
      hint: 'CoNLL-U, columns and JSON Lines may have several',
    });
  return built;
}

async function* gatherText(
  sentences: AsyncIterable<Sentence>,
  text: SpacedCorpusBuilder,
): AsyncGenerator<Sentence> {
  for await (const sentence of sentences) {
    text.add(sentence);
    yield sentence;
  }
}

/** The sentences of each file. */
export function listParts({
  name,
  sentences,
  files = [{ name, sentences: sentences.length }],
}: CompactCorpus) {
  let start = 0;
  return files.map((file): CompactCorpus => {
    const part = { name: file.name, sentences: sentences.slice(start, start + file.sentences) };
    start += file.sentences;
    return part;
  });
}
