import { TaggerError } from '@tagger/core';
import { DeviceError } from '@tagger/models';
import type { FastifyError } from 'fastify';
import { RequestError } from './request-error';

/** Errors of Fastify by their codes, without its messages: some quote the request. */
const known: Readonly<Record<string, () => RequestError>> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: () =>
    new RequestError(
      'unsupported_media_type',
      'the Content-Type of the body is missing or not supported',
      'send application/json',
    ),
  FST_ERR_CTP_BODY_TOO_LARGE: () =>
    new RequestError('too_large', 'the body is larger than the server takes', 'stream it as JSON Lines'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () =>
    new RequestError('invalid_request', 'the body is not as long as its Content-Length'),
  FST_ERR_CTP_INVALID_JSON_BODY: () => new RequestError('invalid_request', 'the body is not JSON'),
};

/** What a request failed by, for its sender. */
export function toRequestError(error: unknown): RequestError {
  if (error instanceof RequestError) return error;
  const { code = '', statusCode = 500 } = error as Partial<FastifyError>;
  if (Object.hasOwn(known, code)) return known[code]!();
  if (code === 'ECONNRESET') return new RequestError('aborted', 'the connection was closed');
  if (TaggerError.isInstance(error)) return fromTaggerError(error);
  if (statusCode >= 400 && statusCode < 500)
    return new RequestError('invalid_request', 'the request cannot be read');
  return new RequestError('internal', 'a defect of the server; its log says where');
}

function fromTaggerError(error: TaggerError): RequestError {
  if (error instanceof DeviceError)
    return new RequestError('worker_failed', 'a worker of the server ended', 'send the request again');
  // The message already has its hint.
  return new RequestError('invalid_request', error.message);
}

/** Where a defect is, for the log: the frames of its stack alone, as a message may quote the request. */
export function listFrames(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.map((line) => line.trim());
}
