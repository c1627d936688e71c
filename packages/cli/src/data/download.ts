import type { Io } from '../io';
import { DownloadError } from './download-error';
import { describeNetworkError, PassingFailure } from './failure';
import { PartFile } from './part-file';
import { SilenceTimer } from './silence-timer';

export interface DownloadOptions {
  readonly io: Io;
  readonly signal: AbortSignal;
  /** Seconds without a byte after which a connection is given up. */
  readonly timeout: number;
  /** Told how many bytes of the file are there; fewer than before where it starts again. */
  readonly onBytes: (bytes: number) => void;
  readonly onRetry: (problem: string, seconds: number) => void;
}

const attempts = 5;
/** A server that asks to wait longer, in milliseconds, is not waited for. */
const longestWait = 60_000;
const passingStatuses = [408, 425, 429, 500, 502, 503, 504];

/**
 * Fetches an address into a file, which is there when it is whole. What an earlier call had got of it is gone on with,
 * if the server has the same version still and serves ranges (RFC 9110, sections 13.1.5 and 14). A failure that may
 * pass is tried again, 5 times in all, after 1, 2, 4 and 8 seconds or what the server asks for.
 *
 * @throws {DownloadError} if it cannot be had; what is there of it stays for the next call.
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
        throw new DownloadError(`${error.message}, and its server asks to wait ${wait / 1000} seconds`, {
          location: { file: address },
          hint: 'what is fetched stays: give the same command again then',
        });
      if (attempt === attempts)
        throw new DownloadError(`${error.message}, ${attempts} times`, {
          location: { file: address },
          hint: 'what is fetched stays: see to the network, or set TAGGER_DATA_MIRROR, and give the same command again',
        });
      onRetry(error.message, wait / 1000);
      await io.sleep(wait, signal);
    }
  }
}

async function fetchRest(address: string, part: PartFile, options: DownloadOptions): Promise<void> {
  const { size, version } = await part.read();
  const isRest = size > 0 && version !== undefined;
  const silence = new SilenceTimer(options.timeout, options.signal);
  try {
    const response = await fetch(address, {
      // A range of packed bytes would be none of the file.
      headers: {
        'accept-encoding': 'identity',
        ...(isRest ? { range: `bytes=${size}-`, 'if-range': version } : {}),
      },
      signal: silence.signal,
    });
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
    if (!goesOn) await part.begin(headers.has('content-encoding') ? undefined : strongEtag(headers));
    let bytes = goesOn ? size : 0;
    options.onBytes(bytes);
    await part.append(silence.watch(readPieces(response.body!)), (more) => {
      bytes += more;
      options.onBytes(bytes);
    });
    await part.finish();
  } catch (error) {
    if (silence.isOver) throw new PassingFailure(`nothing came for ${options.timeout} seconds`);
    // Whatever else fetch throws, and only fetch, is a TypeError.
    if (error instanceof TypeError) throw new PassingFailure(describeNetworkError(error));
    throw error;
  } finally {
    silence.end();
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

/** True if a response of status 206 begins where the part ends, in the same version. */
function continues(headers: Headers, size: number, version: string): boolean {
  const isNext = headers.get('content-range')?.startsWith(`bytes ${size}-`) ?? false;
  return isNext && (headers.get('etag') ?? version) === version;
}

/** A weak one (`W/"…"`) does not say that the bytes are the same. */
function strongEtag(headers: Headers): string | undefined {
  const etag = headers.get('etag');
  return etag?.startsWith('"') ? etag : undefined;
}

function describeStatus(address: string, { status, headers }: Response): Error {
  const problem = `the server answers with status ${status}`;
  if (passingStatuses.includes(status)) {
    const seconds = headers.get('retry-after') ?? '';
    return new PassingFailure(problem, /^\d+$/.test(seconds) ? Number(seconds) * 1000 : undefined);
  }
  const hint =
    status === 404 ? 'upstream may have moved: see its repository, or set TAGGER_DATA_MIRROR' : undefined;
  return new DownloadError(problem, { location: { file: address }, hint });
}
