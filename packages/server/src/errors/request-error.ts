import { TaggerError } from '@tagger/core';

/** What a request is refused for, as programs read it; with its status of HTTP. */
export const errorStatus = {
  invalid_request: 400,
  unauthorized: 401,
  unknown_model: 404,
  forbidden: 403,
  not_found: 404,
  not_acceptable: 406,
  slow_request: 408,
  conflict: 409,
  too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  headers_too_large: 431,
  aborted: 499,
  internal: 500,
  worker_failed: 503,
  timeout: 503,
  stopping: 503,
  not_written: 507,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** A request that is not answered as it wants to be. The message is one line for who sent it. */
export class RequestError extends TaggerError {
  readonly statusCode: number;

  constructor(
    readonly code: ErrorCode,
    problem: string,
    hint?: string,
  ) {
    super(problem, { hint });
    this.statusCode = errorStatus[code];
  }
}

/** The body of the answer to a request that failed. */
export interface ErrorAnswer {
  readonly error: { readonly code: ErrorCode; readonly message: string };
}

export function toErrorAnswer({ code, message }: RequestError): ErrorAnswer {
  return { error: { code, message } };
}
