import { SettingsError } from '@tagger/core';
import type { FastifyInstance } from 'fastify';
import { createServer, type ServerOptions } from './create-server';

/**
 * Connections that the system holds until they are accepted. Of more than that the first packet is lost, and sent again after seconds;
 * the 511 of Node.js are too few, since it accepts one connection in each turn of its event loop.
 */
const backlog = 4096;

/** Options of {@link startServer}. */
export interface StartOptions extends ServerOptions {
  /** The address to listen at; default: `127.0.0.1`, which only this computer reaches. */
  readonly host?: string | undefined;
  /** The port; default: 8080; 0 takes a free one. */
  readonly port?: number | undefined;
}

/** A server that listens. */
export interface RunningServer {
  /** Its address, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Answers the requests that were accepted, refuses others, and frees all that the server holds. */
  close(): Promise<void>;
}

/**
 * Starts the server of `tagger serve`.
 *
 * @throws SettingsError if an option cannot be what it is, or the address cannot be listened at
 * @throws ModelError if a model cannot be read
 */
export async function startServer({
  host = '127.0.0.1',
  port = 8080,
  ...options
}: StartOptions): Promise<RunningServer> {
  return listenAt(await createServer(options), host, port);
}

/** Has an application listen, and closes it if it cannot. @throws SettingsError if the address cannot be listened at */
export async function listenAt(app: FastifyInstance, host: string, port: number): Promise<RunningServer> {
  try {
    const url = await app.listen({ host, port, backlog });
    return { url, close: () => app.close() };
  } catch (error) {
    await app.close();
    throw describeListenError(error as NodeJS.ErrnoException, host, port);
  }
}

/** Whether only programs of this computer reach an address. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function describeListenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  if (error.code === 'EADDRINUSE')
    return new SettingsError(`port ${port} of ${host} is in use`, { hint: 'choose another port' });
  if (error.code === 'EACCES')
    return new SettingsError(`port ${port} of ${host} may not be listened at`, {
      hint: 'choose a port above 1023',
    });
  if (error.syscall === 'listen' || error.syscall === 'getaddrinfo' || error.syscall === 'bind')
    return new SettingsError(`${host} is no address of this computer (${error.code})`);
  return error;
}
