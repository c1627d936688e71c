import { ModelError } from '../errors';
import { type ByteCollector, collectBytes } from './collect-bytes';

/** @throws ModelError with the reason if the address cannot be fetched, the status if the server has no such file */
export async function fetchModel(address: string, name: string): Promise<Uint8Array> {
  if (/^https?:\/\/[^/?#]*@/i.test(address))
    fail(name, 'an address with a user name or password cannot be fetched');
  const response = await fetch(address).catch((error) =>
    fail(name, `cannot be fetched: ${reasonOf(error)}`, error),
  );
  return readResponse(response, name);
}

/** @throws ModelError if the status is that of an error, or the body has been read before or ends early */
export async function readResponse(response: Response, name: string): Promise<Uint8Array> {
  if (!response.ok) {
    await response.body?.cancel().catch(() => {});
    fail(name, `cannot be fetched: ${`${response.status} ${response.statusText}`.trim()}`);
  }
  if (response.bodyUsed) fail(name, 'the body of the response has been read before');
  const collector = collectBytes(name, Number(response.headers.get('content-length')));
  try {
    await drain(response, collector);
  } catch (error) {
    if (error instanceof ModelError) throw error;
    fail(name, `only a part of it could be fetched: ${reasonOf(error)}`, error);
  }
  return collector.finish();
}

function fail(name: string, problem: string, cause?: unknown): never {
  throw new ModelError(problem, { location: { file: name }, cause });
}

/** By a reader, since not every browser can iterate over a stream. */
async function drain({ body }: Response, collector: ByteCollector): Promise<void> {
  const reader = body?.getReader();
  if (!reader) return;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      collector.add(value);
    }
  } catch (error) {
    await reader.cancel().catch(() => {});
    throw error;
  }
}

/** `fetch` of Node.js only says that it failed; the reason is the cause, which may have a code alone. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { message?: string; code?: string } };
  return (cause?.message || cause?.code || message).split('\n')[0]!;
}
