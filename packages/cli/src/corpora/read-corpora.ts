import { type CorpusFinding, CorpusLook, type Sentence, SettingsError } from '@tagger/core';
import { compareCorpora, compareParts, lookAtColumns } from '@tagger/core/internal';
import { readCorpus, tellFormat } from '@tagger/core/node';
import type { ModelDescription } from '@tagger/models';
import { type CompactCorpus, CorpusBuilder, type SpacedCorpusBuilder } from '@tagger/trainer/internal';
import { showFinding } from '../display/show-finding';
import { embeddedCorpus } from '../embedded-corpus';
import type { AnnotationOptions, FormatOptions } from '../flags/options';
import type { Io } from '../io/io';
import { lookAt } from './look-at';
import { readAnnotations } from './read-annotations';
import { keepSuspicious } from './suspicious';
import {
  findTestColumns,
  findWordColumn,
  listAuxiliary,
  listColumns,
  nameColumns,
  readColumns,
} from './tag-column';

export interface CorpusFlags extends FormatOptions, AnnotationOptions {
  readonly language?: string;
  readonly train?: readonly string[];
  readonly dev?: readonly string[];
  readonly rehearse?: readonly string[];
  readonly quiet?: boolean;
}

export interface Corpora {
  readonly train: CompactCorpus;
  /** An earlier corpus, of which a training that goes on from a model also reads some sentences. */
  readonly rehearse?: CompactCorpus | undefined;
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
 * @param model that training goes on from: without flags, columns are those of the model
 */
export async function readCorpora(
  flags: CorpusFlags,
  io: Io,
  {
    texts,
    model,
  }: { readonly texts?: CorpusTexts | undefined; readonly model?: ModelDescription | undefined } = {},
): Promise<Corpora> {
  const { train = [embeddedCorpus('train')], dev = flags.train ? [] : [embeddedCorpus('dev')] } = flags;
  if ([...train, ...dev].filter((name) => name === '-').length > 1)
    throw new SettingsError('standard input can be read only once', { hint: 'save it as a file' });
  if (!flags.train && !flags.quiet)
    io.stderr.write('no --train: using the demonstration corpus, which is no benchmark\n');
  const findings: CorpusFinding[] = [];
  const corpora = {
    train: await readFiles(train, { isTraining: true, text: texts?.train, model }, flags, io, findings),
    dev:
      dev.length > 0
        ? await readFiles(dev, { isTraining: false, text: texts?.dev, model }, flags, io, findings)
        : undefined,
    ...(flags.rehearse && {
      rehearse: await readFiles(flags.rehearse, { isTraining: true, model }, flags, io, findings),
    }),
  };
  findings.push(...lookAtColumns(corpora.train), ...compareParts(listParts(corpora.train)));
  for (const part of corpora.dev ? listParts(corpora.dev) : [])
    findings.push(...compareCorpora(corpora.train, part));
  const column = model?.training.corpus.column ?? nameColumns(train[0]!, flags).column;
  for (const finding of keepSuspicious(findings, column)) showFinding(finding, io);
  return corpora;
}

interface ReadOptions {
  readonly isTraining: boolean;
  readonly text?: SpacedCorpusBuilder | undefined;
  /** The columns of a model, where no flag names others. */
  readonly model?: ModelDescription | undefined;
}

/** The sentences of all files, in the order of their names; what is suspicious about them joins the findings. */
export async function readFiles(
  names: readonly string[],
  { isTraining, text, model }: ReadOptions,
  flags: CorpusFlags,
  io: Io,
  findings: CorpusFinding[],
): Promise<CompactCorpus> {
  const corpus = new CorpusBuilder([...new Set(names)].join(', '));
  const annotations = await readAnnotations(flags);
  for (const name of names) {
    const { format = await tellFormat(name) } = flags;
    const wordColumn = flags.wordColumn ?? (model && findWordColumn(model, format));
    const file = name === '-' ? 'stdin' : name;
    const { columns = [], ...first } =
      model && flags.column === undefined
        ? findTestColumns(model, format, undefined)
        : readColumns(flags.column);
    const look = new CorpusLook({ file, format, isTraining });
    const read = readCorpus(name, {
      format,
      ...first,
      columns: [...columns, ...listAuxiliary(flags)],
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
