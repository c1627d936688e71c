import { parseRedisAddress } from '@tagger/queue';
import { describe, expect, it } from 'vitest';
import { checkServer } from '../src/connection/check-server';
import { describeFailure, isPassing } from '../src/connection/describe-failure';

describe('parseRedisAddress', () => {
  it.each([
    ['redis://host', { host: 'host', port: 6379, db: 0 }, 'redis://host:6379'],
    ['redis://[::1]:7000/2', { host: '::1', port: 7000, db: 2 }, 'redis://[::1]:7000/2'],
    [
      'rediss://me:s%40cret@host:1/',
      { host: 'host', port: 1, db: 0, username: 'me', password: 's@cret', tls: { servername: 'host' } },
      'rediss://host:1',
    ],
    ['redis://:only@host', { host: 'host', port: 6379, db: 0, password: 'only' }, 'redis://host:6379'],
  ])('reads %s, and shows no password', (text, options, shown) => {
    expect(parseRedisAddress(text)).toEqual({ options, shown });
  });

  it.each([
    '',
    'host:6379',
    'http://:secret@host',
    'redis://:secret@',
    'redis://:secret@h/x',
    'redis://:secret%@h',
  ])('refuses %s without quoting it', (text) => {
    const read = () => parseRedisAddress(text);
    expect(read).toThrow(/^the address of Redis is invalid \(write redis:/);
    expect(read).not.toThrow(/secret/);
  });
});

describe('checkServer', () => {
  it.each(['5.0.7', '6.0.16', '2.8.4'])('refuses version %s', (version) => {
    expect(() => checkServer(`# Server\r\nredis_version:${version}\r\n`, 'redis://h:1')).toThrow(
      `Redis at redis://h:1 has version ${version} (version 6.2 or later is needed)`,
    );
  });

  it('warns of a server that drops what it likes', () => {
    const info = 'redis_version:6.2.0\r\nmaxmemory_policy:allkeys-lru\r\n';
    expect(checkServer(info, 'redis://h:1')).toEqual([
      'Redis at redis://h:1 may drop data: set its maxmemory-policy to noeviction (it is allkeys-lru)',
    ]);
    expect(checkServer(info.replace('allkeys-lru', 'noeviction'), 'x')).toEqual([]);
  });
});

it('knows which answers pass, also from scripts', () => {
  const full = new Error("OOM command not allowed when used memory > 'maxmemory'.");
  expect(isPassing(full)).toBe(true);
  expect(describeFailure(full)).toMatch(/^it is full: raise maxmemory/);
  expect(isPassing(new Error('ERR Error running script: @user_script:3: -OOM command not allowed'))).toBe(
    true,
  );
  expect(isPassing(new Error('NOPERM this user has no permissions'))).toBe(false);
});
