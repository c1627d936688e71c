import type { FromSchema } from 'json-schema-to-ts';
import { RequestError } from '../errors/request-error';

/**
 * The fields of UDPipe's `/process`.
 *
 * Source: https://lindat.mff.cuni.cz/services/udpipe/api-reference.php
 */
export const processRequestSchema = {
  type: 'object',
  required: ['data'],
  properties: {
    data: { type: 'string', description: 'The text, or what is in the format of `input`.' },
    model: { type: 'string', description: 'The name of a model, or how it starts.' },
    tokenizer: { type: 'string', description: 'If present, the data are text.' },
    tagger: { type: 'string', description: 'If present, the tags are written.' },
    parser: { type: 'string', description: 'Ignored: heads and relations stay empty.' },
    input: {
      type: 'string',
      description: 'conllu (the default), generic_tokenizer, horizontal or vertical.',
    },
    output: { type: 'string', description: 'conllu (the default), horizontal or vertical.' },
  },
} as const;

export type ProcessRequest = FromSchema<typeof processRequestSchema>;

export type InputFormat = 'text' | 'conllu' | 'horizontal' | 'vertical';
export type OutputFormat = 'conllu' | 'horizontal' | 'vertical';

/** @throws RequestError if it is none that is read here */
export function readInputFormat({ tokenizer, input }: ProcessRequest): InputFormat {
  refuseOptions('tokenizer', tokenizer);
  const name = input || (tokenizer === undefined ? 'conllu' : 'generic_tokenizer');
  if (name === 'generic_tokenizer' || name === 'tokenizer') return 'text';
  return readName('input', name, ['conllu', 'horizontal', 'vertical', 'generic_tokenizer']) as InputFormat;
}

/** @throws RequestError if it is none that is written here */
export function readOutputFormat({ output }: ProcessRequest): OutputFormat {
  return readName('output', output || 'conllu', ['conllu', 'horizontal', 'vertical']) as OutputFormat;
}

function readName(field: string, name: string, names: readonly string[]): string {
  if (names.includes(name)) return name;
  throw new RequestError('invalid_request', `${field} must be one of ${names.join(', ')}`);
}

/** Options that say what is done here anyway are taken. */
function refuseOptions(field: string, options = ''): void {
  const others = options.split(';').filter((option) => !['', 'normal', 'default'].includes(option.trim()));
  if (others.length > 0)
    throw new RequestError('invalid_request', `${field} can have no options here`, `send ${field}=`);
}
