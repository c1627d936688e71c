import { afterEach, expect, it, vi } from 'vitest';
import { fetchFollowing } from '../src/data/follow-redirects';

afterEach(() => vi.restoreAllMocks());

it.each([
  ['https://a.test/', 'http://a.test/x', false],
  ['https://a.test/', 'https://b.test/x', true],
  ['http://a.test/', 'https://a.test/x', true],
])('from %s to %s: followed %s', async (from, location, isFollowed) => {
  const fetch = vi
    .spyOn(globalThis, 'fetch')
    .mockResolvedValueOnce(new Response(null, { status: 302, headers: { location } }))
    .mockResolvedValueOnce(new Response('body'));
  const answer = fetchFollowing(from, {});
  if (isFollowed) expect(await (await answer).text()).toBe('body');
  else
    await expect(answer).rejects.toThrow(
      `${from}: the server redirects to ${location}, which is not followed`,
    );
  expect(fetch).toHaveBeenCalledTimes(isFollowed ? 2 : 1);
});
