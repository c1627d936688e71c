import { type CorpusFinding, CorpusLook, detectFormat, SettingsError } from '@tagger/core';
import { compareCorpora, compareParts, lookAtColumns } from '@tagger/core/internal';
import { readCorpus } from '@tagger/core/node';
import { type CompactCorpus, CorpusBuilder } from '@tagger/trainer/internal';
import { showFinding } from '../display/show-finding';
import { embeddedCorpus } from '../embedded-corpus';
import type { FormatOptions } from '../flags/options';
import type { Io } from '../io/io';
import { lookAt } from './look-at';
import { readColumns } from './tag-column';

export interface CorpusFlags extends FormatOptions {
  readonly train?: readonly string[];
  readonly dev?: readonly string[];
  readonly quiet?: boolean;
}

export interface Corpora {
  readonly train: CompactCorpus;
  readonly dev: CompactCorpus | undefined;
}

/** The corpora that the flags name, or the demonstration corpus; says in one line each what is suspicious about them. */
export async function readCorpora(flags: CorpusFlags, io: Io): Promise<Corpora> {
  const { train = [embeddedCorpus('train')], dev = flags.train ? [] : [embeddedCorpus('dev')] } = flags;
  if ([...train, ...dev].filter((name) => name === '-').length > 1)
    throw new SettingsError('standard input can be read only once', { hint: 'save it as a file' });
  if (!flags.train && !flags.quiet)
    io.stderr.write('no --train: using the demonstration corpus, which is no benchmark\n');
  const findings: CorpusFinding[] = [];
  const corpora = {
    train: await readFiles(train, true, flags, io, findings),
    dev: dev.length > 0 ? await readFiles(dev, false, flags, io, findings) : undefined,
  };
  findings.push(...lookAtColumns(corpora.train), ...compareParts(listParts(corpora.train)));
  for (const part of corpora.dev ? listParts(corpora.dev) : [])
    findings.push(...compareCorpora(corpora.train, part));
  for (const finding of findings) showFinding(finding, io);
  return corpora;
}

/** The sentences of all files, in the order of their names. */
async function readFiles(
  names: readonly string[],
  isTraining: boolean,
  flags: CorpusFlags,
  io: Io,
  findings: CorpusFinding[],
): Promise<CompactCorpus> {
  const corpus = new CorpusBuilder(names.join(', '));
  for (const name of names) {
    const { format = detectFormat(name), wordColumn } = flags;
    const file = name === '-' ? 'stdin' : name;
    const look = new CorpusLook({ file, format, isTraining });
    const sentences = readCorpus(name, { format, ...readColumns(flags.column), wordColumn, input: io.stdin });
    await corpus.addFile(name, lookAt(sentences, look));
    findings.push(...look.findings());
  }
  return corpus.build();
}

/** The sentences of each file. */
function listParts({ name, sentences, files = [{ name, sentences: sentences.length }] }: CompactCorpus) {
  let start = 0;
  return files.map((file): CompactCorpus => {
    const part = { name: file.name, sentences: sentences.slice(start, start + file.sentences) };
    start += file.sentences;
    return part;
  });
}
