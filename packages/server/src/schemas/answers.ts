import { errorStatus } from '../errors/request-error';

/** The body of every answer to a request that failed. */
const errorSchema = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', enum: Object.keys(errorStatus) },
        message: { type: 'string', description: 'One line.' },
      },
    },
  },
} as const;

const described = {
  400: 'The request is not valid.',
  401: 'The token is missing or not valid.',
  404: 'There is no such model.',
  413: 'The body is too large.',
  415: 'The body has another type.',
  429: 'The queue is full; `Retry-After` says for how long.',
  503: 'The answer takes too long, or the server is stopping.',
};

/** The answers that each route that tags may give if it fails. */
export const errorResponses = Object.fromEntries(
  Object.entries(described).map(([status, description]) => [
    status,
    { description, content: { 'application/json': { schema: errorSchema } } },
  ]),
);

const probability = { type: 'number', minimum: 0, maximum: 1 } as const;
const labels = { type: 'object', additionalProperties: { type: 'string' } } as const;
const word = {
  text: { type: 'string' },
  tag: { type: 'string', description: 'The label of the first column of the model.' },
  score: { ...probability, description: 'The probability of the tag.' },
  lemma: { type: 'string' },
  tags: { ...labels, description: 'The labels of all columns of a model that has several.' },
  features: labels,
  alternatives: {
    type: 'array',
    description: 'The most probable tags, if topK was asked for.',
    items: { type: 'object', properties: { tag: { type: 'string' }, score: probability } },
  },
} as const;

const tokens = {
  type: 'array',
  items: {
    type: 'object',
    required: ['text', 'tag', 'score'],
    properties: {
      ...word,
      start: { type: 'integer', description: 'Where the token starts in the text, in UTF-16 units.' },
      end: { type: 'integer' },
      sentence: { type: 'integer', description: 'The number of its sentence, from 0.' },
      continues: { type: 'boolean', description: 'Whether it is a further part of one orthographic word.' },
      words: { type: 'array', items: { type: 'object', properties: word } },
    },
  },
} as const;

const entities = {
  type: 'array',
  description:
    'What the tags mark, if entities were asked for. Of tokens that came as such, start and end count tokens.',
  items: {
    type: 'object',
    properties: {
      text: { type: 'string' },
      label: { type: 'string' },
      score: { ...probability, description: 'The probability of the whole span.' },
      start: { type: 'integer' },
      end: { type: 'integer' },
      sentence: { type: 'integer' },
    },
  },
} as const;

/** The answer of `POST /v1/tag`: the tokens of a text or a sentence, or for several of them the results. */
export const tagAnswerSchema = {
  type: 'object',
  required: ['model'],
  properties: {
    model: { type: 'string' },
    tokens,
    entities,
    results: {
      type: 'array',
      items: { type: 'object', required: ['tokens'], properties: { tokens, entities } },
    },
  },
} as const;
