import type { FromSchema } from 'json-schema-to-ts';
import { verdicts } from '../answers/answer';

const place = { type: 'integer', minimum: 0 } as const;

/** The body of `POST /v1/answers`. */
export const answerSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'answer', 'spans'],
  properties: {
    id: { type: 'string' },
    answer: { type: 'string', enum: verdicts },
    spans: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['start', 'end', 'label'],
        properties: { start: place, end: place, label: { type: 'string' } },
      },
    },
    note: { type: 'string', maxLength: 10_000 },
    replaces: { type: 'boolean', description: 'Whether the text has an answer that this one replaces.' },
  },
} as const;

export type AnswerRequest = FromSchema<typeof answerSchema>;

/** The query of `GET /v1/task`. */
export const taskQuerySchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    before: {
      type: 'string',
      description: 'The text before this one, or the last answered one for an empty string.',
    },
  },
} as const;

export type TaskQuery = FromSchema<typeof taskQuerySchema>;
