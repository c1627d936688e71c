import { Ajv, type ErrorObject } from 'ajv';
import type { FromSchema } from 'json-schema-to-ts';
import { RequestError } from '../errors/request-error';

const words = { type: 'array', items: { type: 'string', minLength: 1 } } as const;

/** The body of `POST /v1/tag`, and each line of a stream. */
export const tagRequestSchema = {
  type: 'object',
  description: 'Exactly one of text, texts and tokens.',
  additionalProperties: false,
  properties: {
    text: { type: 'string', description: 'A text, which is cut into sentences and tokens.' },
    texts: { type: 'array', items: { type: 'string' }, description: 'Several texts, answered one by one.' },
    tokens: {
      anyOf: [words, { type: 'array', items: words }],
      description: 'The tokens of a sentence, or of several sentences.',
    },
    model: { type: 'string', description: 'The name of a model; by default the first of the server.' },
    topK: {
      type: 'integer',
      minimum: 1,
      maximum: 1000,
      description: 'How many of the most probable tags to give for each token as `alternatives`.',
    },
    entities: { type: 'boolean', description: 'Whether to find entities, such as names.' },
    language: { type: 'string', description: 'The language in which text is cut, as a BCP 47 tag.' },
  },
} as const;

export type TagRequest = FromSchema<typeof tagRequestSchema>;

const ajv = new Ajv();

/** The same of each line of a stream, which is checked when it comes. */
export const tagLineSchema = { ...tagRequestSchema, 'x-each-line': true } as const;

/** A validator of a schema for Fastify, which changes nothing in what it checks. */
export function compileSchema(schema: object) {
  return 'x-each-line' in schema ? () => true : ajv.compile(schema);
}

const checkTagRequest = ajv.compile(tagRequestSchema);

/** @throws RequestError that says what is wrong with it */
export function readTagRequest(value: unknown): TagRequest {
  if (!checkTagRequest(value)) throw describeSchemaErrors(checkTagRequest.errors!);
  return value as TagRequest;
}

/** What is wrong, without quoting the request. */
export function describeSchemaErrors(errors: readonly Partial<ErrorObject>[]): RequestError {
  const error = errors.find(({ keyword }) => keyword === 'anyOf') ?? errors[0]!;
  const { instancePath = '', keyword, message, params } = error;
  const where = instancePath.slice(1).replaceAll('/', '.') || 'the request';
  if (keyword === 'additionalProperties')
    return new RequestError(
      'invalid_request',
      `${where} has an unknown key ${JSON.stringify(params?.additionalProperty)}`,
    );
  if (keyword === 'anyOf')
    return new RequestError(
      'invalid_request',
      `${where} must be an array of strings, or an array of such arrays, without empty strings`,
    );
  const problem = keyword === 'type' ? `must be of the type ${params?.type}` : message;
  return new RequestError('invalid_request', `${where} ${problem}`);
}
