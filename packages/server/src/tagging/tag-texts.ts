import type { Sentence } from '@tagger/core';
import type {
  Entity,
  ModelDescription,
  TaggedToken,
  TaggedWord,
  Tagger,
  TagOptions,
  WrittenTokens,
} from '@tagger/models';
import { listSentences } from '@tagger/models/internal';
import { RequestError } from '../errors/request-error';
import type { ModelStore } from '../models/model-store';
import { shortLength } from '../models/tagger-pair';
import type { TagRequest } from '../schemas/tag-request';

/** What was tagged: a text with its tokens, or a sentence that came as tokens. */
export type TaggedPart = (
  | { readonly text: string; readonly tokens: readonly TaggedToken[] }
  | { readonly text?: undefined; readonly tokens: readonly TaggedWord[] }
) & {
  /** If they were asked for. */
  readonly entities?: readonly Entity[];
};

/** The answer to a request before it is written in a format. */
export interface TaggedAnswer {
  /** The name of the model. */
  readonly model: string;
  readonly description: ModelDescription;
  /** Whether the request was for several parts. */
  readonly isList: boolean;
  readonly parts: readonly TaggedPart[];
}

/** What an answer in JSON is made of: parts that were tagged, or that were written where they were. */
export interface JsonAnswer extends Pick<TaggedAnswer, 'model' | 'isList'> {
  readonly parts: readonly (TaggedPart | WrittenTokens)[];
}

/**
 * Tags what a request asks for.
 *
 * @throws RequestError if it asks for nothing, for several things, or for a model that does not exist
 */
export async function tagTexts(
  store: ModelStore,
  request: TagRequest,
  signal: AbortSignal | undefined,
): Promise<TaggedAnswer> {
  const { text, texts, tokens, topK, language, entities = false } = request;
  requireOneInput(request);
  const model = store.find(request.model);
  const isList = texts !== undefined || Array.isArray(tokens?.[0]);
  const options: TagOptions = { topK, language, signal };
  return model.use(measure(request), async (tagger) => {
    const parts = tokens
      ? await tagTokens(tagger, (isList ? tokens : [tokens]) as string[][], options)
      : await tagAll(tagger, texts ?? [text!], options);
    const found = entities ? await findEntities(tagger, parts, signal) : parts;
    return { model: model.name, description: tagger.model, isList, parts: found };
  });
}

/**
 * Tags what a request asks for, and gives the answer as JSON. Tokens are written by the thread that tags them, where nothing else has to
 * be found in them.
 *
 * @throws RequestError as `tagTexts`
 */
export async function tagAsJson(
  store: ModelStore,
  request: TagRequest,
  signal: AbortSignal | undefined,
): Promise<JsonAnswer> {
  const { text, texts, topK, language } = request;
  if (request.tokens || request.entities) return tagTexts(store, request, signal);
  requireOneInput(request);
  const model = store.find(request.model);
  const options = { topK, language, signal };
  return model.use(measure(request), async (tagger) => {
    const parts = await Promise.all((texts ?? [text!]).map((own) => tagger.tagJson(own, options)));
    return { model: model.name, isList: texts !== undefined, parts };
  });
}

/** Whether a request takes so little time that it need not be aborted. */
export function isShort(request: TagRequest): boolean {
  return measure(request) <= shortLength;
}

function requireOneInput({ text, texts, tokens }: TagRequest): void {
  if ([text, texts, tokens].filter((each) => each !== undefined).length !== 1)
    throw new RequestError('invalid_request', 'the request must have exactly one of text, texts and tokens');
}

/** UTF-16 units of what is tagged. */
function measure({ text = '', texts = [], tokens = [] }: TagRequest): number {
  const words = tokens.flat();
  return [...texts, ...words].reduce((sum, { length }) => sum + length, text.length + words.length);
}

function tagAll(tagger: Tagger, texts: readonly string[], options: TagOptions): Promise<TaggedPart[]> {
  return Promise.all(texts.map(async (text) => ({ text, tokens: await tagger.tag(text, options) })));
}

async function tagTokens(
  tagger: Tagger,
  sentences: readonly string[][],
  { topK, signal }: TagOptions,
): Promise<TaggedPart[]> {
  const tagged = await tagger.tagBatch(sentences, { topK, signal });
  return tagged.map((tokens) => ({ tokens }));
}

/** Adds the entities, in the sentences that the text was cut into. */
function findEntities(
  tagger: Tagger,
  parts: readonly TaggedPart[],
  signal: AbortSignal | undefined,
): Promise<TaggedPart[]> {
  return Promise.all(
    parts.map(async (part) => {
      const entities: Entity[] = [];
      const sentences = tagger.entitiesOfSentences(sentencesOf(part), { signal });
      for await (const { entities: own } of sentences) for (const entity of own) entities.push(entity);
      return { entities, ...part };
    }),
  );
}

function* sentencesOf({ text, tokens }: TaggedPart): Generator<Sentence> {
  if (text === undefined) yield { words: tokens.map((word) => word.text) };
  else for (const { sentence } of listSentences(text, tokens)) yield sentence;
}
