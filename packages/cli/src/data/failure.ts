/** Something that may be gone in a moment: the request is made again. */
export class PassingFailure extends Error {
  /** @param wait how long the server asks to wait, in milliseconds */
  constructor(
    problem: string,
    readonly wait?: number,
  ) {
    super(problem);
  }
}

const causes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ECONNREFUSED: 'the connection is refused',
    ECONNRESET: 'the connection was cut',
    ENETUNREACH: 'there is no way to its network',
    EHOSTUNREACH: 'there is no way to its host',
    ENOTFOUND: 'its host is not known',
    EAI_AGAIN: 'its host is not known (no name server answers)',
    ETIMEDOUT: 'the connection timed out',
    UND_ERR_CONNECT_TIMEOUT: 'the connection timed out',
    UND_ERR_SOCKET: 'the connection was cut',
  }),
);

/** Characters of a text that a server may have a hand in. */
const longestText = 200;

/** What fetch's error means: it says `fetch failed` or `terminated`, and keeps the reason in its cause. */
export function describeNetworkError(error: TypeError): string {
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const code = 'code' in cause ? String(cause.code) : '';
  return causes.get(code) ?? (cause.message || code).slice(0, longestText);
}
