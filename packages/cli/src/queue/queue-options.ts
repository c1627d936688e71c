import { SettingsError } from '@tagger/core';
import type { RedisLink } from '@tagger/queue';
import { type Command, InvalidArgumentError } from 'commander';
import type { Io } from '../io/io';
import { loadQueue } from './load-queue';

export interface QueueFlags {
  readonly redis?: string;
  readonly queue: string;
}

export function addQueueOptions(command: Command): Command {
  return command
    .option('--redis <url>', 'redis://HOST:PORT, or rediss:// for TLS; by default REDIS_URL')
    .option('--queue <name>', 'name before all keys in Redis', parseQueueName, 'tagger');
}

/**
 * Connects to Redis.
 *
 * @throws SettingsError if no address is given, or it is none
 * @throws QueueError if the server cannot be used
 */
export async function openRedis({ redis }: QueueFlags, io: Io, signal: AbortSignal): Promise<RedisLink> {
  const { parseRedisAddress, RedisLink } = await loadQueue();
  const url = redis ?? io.env.REDIS_URL;
  if (!url)
    throw new SettingsError('there is no address of Redis', {
      hint: 'give --redis redis://HOST:PORT, or set REDIS_URL',
    });
  return RedisLink.open(parseRedisAddress(url), {
    note: (line) => note(io, line),
    signal,
    sleep: io.sleep,
  });
}

export function note(io: Io, line: string): void {
  io.stderr.write(`tagger: ${line}\n`);
}

export function parseQueueName(text: string): string {
  if (/^[\w.-]{1,100}$/.test(text)) return text;
  throw new InvalidArgumentError('It is not a name of letters, digits, ., - and _.');
}
