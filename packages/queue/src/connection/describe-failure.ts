/** What a failure of a connection, or an error that Redis answers with, means for a person; never with a password. */
export function describeFailure(error: unknown): string {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  if (!(first instanceof Error)) return 'the connection was closed';
  const code = 'code' in first ? String(first.code) : '';
  const text = failures[code] ?? kinds.find(([kind]) => first.message.startsWith(kind))?.[1];
  return text ?? first.message.split('\n')[0]!;
}

const failures: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ECONNRESET: 'the connection was closed',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  ETIMEDOUT: 'there is no answer (a server without TLS gives none to rediss://)',
  EPROTO: 'it does not speak TLS: use redis:// in the place of rediss://',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS: use redis:// in the place of rediss://',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself: name it in NODE_EXTRA_CA_CERTS',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate authority is not known: name it in NODE_EXTRA_CA_CERTS',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate authority is not known: name it in NODE_EXTRA_CA_CERTS',
};

/** By the first word of an answer. */
const kinds: readonly (readonly [string, string])[] = [
  ['WRONGPASS', 'it refuses user and password'],
  ['NOAUTH', 'it asks for a password: write it into the address, or into REDIS_URL'],
  ['ERR AUTH', 'it has no password, but the address does'],
  ['NOPERM', 'this user may not run a command that is needed: see docs/queue.md'],
  ['OOM', 'it is full: raise maxmemory, or wait until there is room'],
  ['LOADING', 'it is still loading its data'],
  ['MISCONF', 'it cannot write to its disk'],
  ['READONLY', 'it is a replica that cannot be written'],
  ['MASTERDOWN', 'its primary server is down'],
  ['Connection is closed', 'the connection was closed'],
];

/** Answers after which it is worth to try again. */
const passing = ['OOM', 'LOADING', 'MISCONF', 'READONLY', 'MASTERDOWN', 'TRYAGAIN', 'CLUSTERDOWN', 'BUSY'];

export function isPassing(error: unknown): error is Error {
  // A script reports the answer with more words around it.
  return (
    error instanceof Error && passing.some((kind) => new RegExp(`(^|[ :])-?${kind}\\b`).test(error.message))
  );
}
