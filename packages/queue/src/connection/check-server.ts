import { QueueError } from '../queue-error';

/** The lowest version that is known to do. */
const lowest = [6, 2] as const;

/**
 * Checks what a server says of itself.
 *
 * @param info the answer to `INFO`
 * @returns what an operator should mend
 * @throws QueueError if its version is too old
 */
export function checkServer(info: string, shown: string): string[] {
  const fields = new Map(info.split(/\r?\n/).map((line) => line.split(/:(.*)/s, 2) as [string, string]));
  const version = fields.get('redis_version') ?? '';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (version !== '' && (major < lowest[0] || (major === lowest[0] && minor < lowest[1])))
    throw new QueueError(`Redis at ${shown} has version ${version}`, {
      hint: `version ${lowest.join('.')} or later is needed`,
    });
  const policy = fields.get('maxmemory_policy') ?? 'noeviction';
  if (policy === 'noeviction') return [];
  return [`Redis at ${shown} may drop data: set its maxmemory-policy to noeviction (it is ${policy})`];
}
