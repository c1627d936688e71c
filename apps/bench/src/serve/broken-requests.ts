import type { LoadRequest } from './load';

const json = { 'content-type': 'application/json' };

/** Requests that must be refused. */
const broken: readonly LoadRequest[] = [
  { body: '{"text": "not ended' },
  { body: '{"text": 5}' },
  { body: '{}' },
  { body: '{"text": "a", "texts": []}' },
  { body: '{"tokens": [""]}' },
  { body: '{"text": "a", "model": "none"}' },
  { body: '{"text": "a", "topK": 0}' },
  { body: 'text', headers: { 'content-type': 'text/csv' } },
  { body: '{"text": "a"}', headers: { ...json, accept: 'image/png' } },
  { body: '{"text": "a"}', headers: { ...json, 'content-encoding': 'gzip' } },
];

/** The requests with a broken one in the place of each `every`th. */
export function breakRequests(requests: readonly LoadRequest[], every: number): LoadRequest[] {
  return requests.map((request, index) =>
    index % every === every - 1 ? broken[Math.floor(index / every) % broken.length]! : request,
  );
}
