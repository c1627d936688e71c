import type { Io } from '../io/io';
import { DownloadError } from './download-error';
import { describeNetworkError, PassingFailure } from './failure';
import { fetchFollowing } from './follow-redirects';
import { PaceTimer } from './pace-timer';
import { PartFile, strongEtag } from './part-file';
import { readRetryAfter } from './retry-after';

export interface DownloadOptions {
  readonly io: Io;
  readonly signal: AbortSignal;
  /** Seconds after which a connection is given up if it has brought less than 1,000 bytes for each. */
  readonly timeout: number;
  /** The most bytes that the file can have. A server that sends more is not listened to any longer. */
  readonly limit: number;
  /** Told how many bytes of the file are there; fewer than before where it starts again. */
  readonly onBytes: (bytes: number) => void;
  readonly onRetry: (problem: string, seconds: number) => void;
}

const attempts = 5;
/** In milliseconds; a server that asks to wait longer is not waited for. */
const longestWait = 60_000;
const passingStatuses = [408, 425, 429, 500, 502, 503, 504];

/**
 * Fetches an address into a file, which is there when it is whole. What an earlier call had got of it is gone on with,
 * if the server has the same version still and serves ranges (RFC 9110, sections 13.1.5 and 14). A failure that may
 * pass is tried again, 5 times in all, after 1, 2, 4 and 8 seconds or what the server asks for. The bytes, the pace, the
 * waits and the attempts are bounded, and so is the time, whatever the server does.
 *
 * @throws DownloadError if it cannot be had; what is there of it stays for the next call, unless it is too long.
 */
export async function download(address: string, path: string, options: DownloadOptions): Promise<void> {
  const { io, signal, onRetry } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchRest(address, new PartFile(path), options);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof PassingFailure)) throw error;
      const wait = error.wait ?? 1000 * 2 ** (attempt - 1);
      if (wait > longestWait)
        throw new DownloadError(`${error.message}, and its server asks to wait ${formatWait(wait)}`, {
          location: { file: address },
          hint: 'the downloads are kept: repeat the command then',
        });
      if (attempt === attempts)
        throw new DownloadError(`${error.message}, ${attempts} times`, {
          location: { file: address },
          hint: 'the downloads are kept: check the network or set TAGGER_DATA_MIRROR, then repeat the command',
        });
      onRetry(error.message, wait / 1000);
      await io.sleep(wait, signal);
    }
  }
}

function formatWait(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  return seconds > 86_400 ? 'more than a day' : `${seconds} seconds`;
}

async function fetchRest(address: string, part: PartFile, options: DownloadOptions): Promise<void> {
  const { limit } = options;
  const { size, version } = await part.read(limit);
  const isRest = size > 0 && version !== undefined;
  const pace = new PaceTimer(options.timeout, options.signal);
  try {
    const response = await fetchFollowing(address, {
      // A range of packed bytes would be none of the file.
      headers: {
        'accept-encoding': 'identity',
        ...(isRest ? { range: `bytes=${size}-`, 'if-range': version } : {}),
      },
      signal: pace.signal,
    });
    pace.restart();
    const { status, headers } = response;
    if (isRest && (status === 416 || (status === 206 && !continues(headers, size, version)))) {
      await response.body?.cancel();
      await part.remove();
      throw new PassingFailure(
        'the server has another version of it, or another part than the one asked for',
        0,
      );
    }
    const goesOn = isRest && status === 206;
    if (status !== 200 && !goesOn) {
      await response.body?.cancel();
      throw describeStatus(address, response);
    }
    let bytes = goesOn ? size : 0;
    if (announcedSize(headers) > limit - bytes) {
      await response.body?.cancel();
      throw new TooLong();
    }
    if (!goesOn)
      await part.begin(headers.has('content-encoding') ? undefined : strongEtag(headers.get('etag')));
    options.onBytes(bytes);
    await part.append(atMost(limit - bytes, pace.watch(readPieces(response.body!))), (more) => {
      bytes += more;
      options.onBytes(bytes);
    });
    await part.finish();
  } catch (error) {
    if (pace.isOver) throw new PassingFailure(pace.problem);
    if (error instanceof TooLong) {
      await part.remove();
      throw new DownloadError(`the server sends more than the expected ${limit} bytes`, {
        location: { file: address },
        hint: 'the download was discarded; check for a proxy or a wrong TAGGER_DATA_MIRROR',
      });
    }
    // Whatever else fetch throws, and only fetch, is a TypeError.
    if (error instanceof TypeError) throw new PassingFailure(describeNetworkError(error));
    throw error;
  } finally {
    pace.end();
  }
}

async function* readPieces(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value;
  } finally {
    await reader.cancel().catch(() => {}); // where it failed, of which read has told
  }
}

class TooLong extends Error {}

/** The same pieces, of which the first one too many throws. */
async function* atMost(limit: number, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest = limit;
  for await (const piece of pieces) {
    rest -= piece.length;
    if (rest < 0) throw new TooLong();
    yield piece;
  }
}

/** Bytes that are to come, as far as the head tells: of packed ones it does not. */
function announcedSize(headers: Headers): number {
  return headers.has('content-encoding') ? 0 : Number(headers.get('content-length') ?? 0);
}

/** True if a response of status 206 begins where the part ends, in the same version. */
function continues(headers: Headers, size: number, version: string): boolean {
  const isNext = headers.get('content-range')?.startsWith(`bytes ${size}-`) ?? false;
  return isNext && (headers.get('etag') ?? version) === version;
}

function describeStatus(address: string, { status, headers }: Response): Error {
  const problem = `the server answers with status ${status}`;
  if (passingStatuses.includes(status)) return new PassingFailure(problem, readRetryAfter(headers));
  const hint =
    status === 404 ? 'upstream may have moved: see its repository, or set TAGGER_DATA_MIRROR' : undefined;
  return new DownloadError(problem, { location: { file: address }, hint });
}
