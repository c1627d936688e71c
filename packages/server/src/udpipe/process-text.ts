import { setImmediate } from 'node:timers/promises';
import { formatSentence, parseSentences, type Sentence } from '@tagger/core';
import type { TaggedSentence, TaggedWord } from '@tagger/models';
import { findOtherColumns, findWriteColumn, listSentences, withTags } from '@tagger/models/internal';
import type { ServerMetrics } from '../metrics';
import type { ModelStore } from '../models/model-store';
import type { ServedModel } from '../models/served-model';
import { type OutputFormat, type ProcessRequest, readInputFormat, readOutputFormat } from './process-request';

/** UTF-16 units that are read at once. */
const chunkLength = 2 ** 14;

/**
 * Tags as UDPipe's `/process` does.
 *
 * @returns the answer, which is JSON, in pieces
 * @throws RequestError if a field has a value that is not known here
 * @throws CorpusError if the data are not in their format
 */
export async function processText(
  store: ModelStore,
  metrics: ServerMetrics,
  request: ProcessRequest,
  signal: AbortSignal,
): Promise<{ pieces: Iterator<string> }> {
  const input = readInputFormat(request);
  const output = readOutputFormat(request);
  const model = store.findByPrefix(request.model);
  const { data } = request;
  let sentences: readonly TaggedSentence[];
  if (input === 'text') {
    const tokens = await model.use(data.length, (tagger) => tagger.tag(data, { signal }));
    sentences = [...listSentences(data, tokens)];
  } else {
    const read = input === 'conllu' ? await readConllu(data) : readWords(data, input);
    const words = read.map((sentence) => sentence.words);
    const tagged = await model.use(data.length, (tagger) => tagger.tagBatch(words, { signal }));
    sentences = read.map((sentence, index) => ({ sentence, words: tagged[index]! }));
  }
  metrics.countTokens(
    model.name,
    sentences.reduce((sum, { words }) => sum + words.length, 0),
  );
  const written = writeSentences(sentences, model, { output, isTagged: request.tagger !== undefined });
  return { pieces: writeAnswer(model, written) };
}

/** Reads CoNLL-U piece by piece, between which others have their turn. */
async function readConllu(data: string): Promise<Sentence[]> {
  async function* chunks() {
    for (let start = 0; start < data.length; start += chunkLength) {
      yield data.slice(start, start + chunkLength);
      await setImmediate();
    }
  }
  const sentences: Sentence[] = [];
  for await (const sentence of parseSentences(chunks(), { format: 'conllu', file: 'data' }))
    sentences.push(sentence);
  return sentences;
}

/** Reads words: a sentence on each line, or a word on each line and blank lines between sentences. */
function readWords(data: string, format: 'horizontal' | 'vertical'): Sentence[] {
  const sentences = format === 'horizontal' ? data.split('\n') : data.split(/\n(?:[ \t\r]*\n)+/);
  return sentences
    .map((text) => {
      if (format === 'horizontal') return text.split(/[ \t\r]+/);
      return text.split('\n').map((line) => line.split('\t', 1)[0]!.trim());
    })
    .map((words) => ({ words: words.filter((word) => word !== '') }))
    .filter(({ words }) => words.length > 0);
}

function* writeSentences(
  sentences: readonly TaggedSentence[],
  { description }: ServedModel,
  { output, isTagged }: { readonly output: OutputFormat; readonly isTagged: boolean },
): Generator<string> {
  const column = findWriteColumn(description, 'conllu');
  const columns = findOtherColumns(description, 'conllu');
  for (const [index, { sentence, words }] of sentences.entries()) {
    if (output === 'horizontal') yield `${words.map(toBlankless).join(' ')}\n`;
    else if (output === 'vertical') yield `${words.map(({ text }) => text).join('\n')}\n\n`;
    else {
      const own = isTagged ? withTags({ sentence, words }, 'conllu', { columns }) : sentence;
      yield formatSentence(own, 'conllu', { column, number: index + 1 });
    }
  }
}

/** As UDPipe does, blanks within a word are written as no-break spaces. */
function toBlankless({ text }: TaggedWord): string {
  return text.replaceAll(' ', '\u00a0');
}

function* writeAnswer({ name, description }: ServedModel, result: Iterable<string>): Generator<string> {
  const { corpus } = description.training;
  const acknowledgements = [`${corpus.name}${corpus.licence === undefined ? '' : `, ${corpus.licence}`}`];
  const head = JSON.stringify({ model: name, acknowledgements });
  yield `${head.slice(0, -1)},"result":"`;
  for (const piece of result) yield JSON.stringify(piece).slice(1, -1);
  yield '"}';
}
