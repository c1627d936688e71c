import { SettingsError } from '@tagger/core';

export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly servername: string };
}

/** Where a Redis server is, and who one is there. */
export interface RedisAddress {
  readonly options: ConnectionOptions;
  /** The address without user and password, for messages. */
  readonly shown: string;
}

/**
 * Reads `redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]`, or `rediss://` for TLS.
 *
 * @throws SettingsError if it is none; the message does not quote it, as it may have a password
 */
export function parseRedisAddress(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const database = /^\/?(\d{0,5})$/.exec(url?.pathname ?? '')?.[1];
  const isAddress = url && /^rediss?:$/.test(url.protocol) && url.hostname !== '';
  if (!isAddress || database === undefined || url.search !== '' || url.hash !== '') throw createError();
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port === '' ? 6379 : Number(url.port);
  return {
    options: {
      host,
      port,
      db: Number(database),
      ...(url.username !== '' && { username: decode(url.username) }),
      ...(url.password !== '' && { password: decode(url.password) }),
      ...(url.protocol === 'rediss:' && { tls: { servername: host } }),
    },
    shown: `${url.protocol}//${url.hostname}:${port}${database && `/${database}`}`,
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw createError();
  }
}

function createError(): SettingsError {
  return new SettingsError('the address of Redis is invalid', {
    hint: 'write redis://HOST:PORT, or rediss://USER:PASSWORD@HOST:PORT for TLS, with special characters of the password as %XX',
  });
}
