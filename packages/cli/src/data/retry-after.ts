/** Above this, in seconds, a number says no more than that it is long: 10 days. */
const longest = 864_000;

/** As RFC 9110, section 5.6.7, asks for it: `Sun, 06 Nov 1994 08:49:37 GMT`. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Returns how long a server asks to wait (RFC 9110, section 10.2.3), in milliseconds, from 0 to 10 days: a number of
 * seconds, or a date, of which the response's own `Date` is taken off, so that no clock here matters. Undefined if it does
 * not ask, or nobody can tell for how long.
 */
export function readRetryAfter(headers: Headers): number | undefined {
  const text = headers.get('retry-after') ?? '';
  const seconds = /^\d+$/.test(text)
    ? Number(text)
    : (readDate(text) - readDate(headers.get('date') ?? '')) / 1000;
  return Number.isNaN(seconds) ? undefined : 1000 * Math.min(Math.max(seconds, 0), longest);
}

/** In milliseconds; NaN if it is no date. */
function readDate(text: string): number {
  return httpDate.test(text) ? Date.parse(text) : Number.NaN;
}
