import { DownloadError } from './download-error';

const redirects = [301, 302, 303, 307, 308];
const mostRedirects = 5;

/**
 * Fetches an address and follows redirects, at most 5, to `http` and `https` alone, and never from `https` to `http`.
 *
 * @throws DownloadError if it redirects elsewhere; {TypeError} of `fetch` if the network fails.
 */
export async function fetchFollowing(
  address: string,
  init: Omit<RequestInit, 'redirect'>,
): Promise<Response> {
  let url = new URL(address);
  for (let count = 0; ; count += 1) {
    const response = await fetch(url, { ...init, redirect: 'manual' });
    const target = response.headers.get('location');
    if (!redirects.includes(response.status) || target === null) return response;
    await response.body?.cancel();
    if (count === mostRedirects)
      throw new DownloadError(`the server redirects more than ${mostRedirects} times`, {
        location: { file: address },
      });
    const next = URL.canParse(target, url.href) ? new URL(target, url) : undefined;
    if (!next || !isAllowed(url, next))
      throw new DownloadError(`the server redirects to ${target.slice(0, 200)}, which is not followed`, {
        location: { file: address },
        hint: 'check for a proxy or a wrong TAGGER_DATA_MIRROR',
      });
    url = next;
  }
}

function isAllowed(from: URL, to: URL): boolean {
  const protocols = from.protocol === 'https:' ? ['https:'] : ['http:', 'https:'];
  return protocols.includes(to.protocol) && to.username === '' && to.password === '';
}
