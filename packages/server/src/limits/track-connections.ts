import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Tells the connections of a server that have a request from those that have none. Node.js itself takes one that has never sent anything for
 * busy, and waits for it when the server closes.
 *
 * @returns what closes the connections that have no request
 */
export function trackConnections(server: Server): () => void {
  /** The requests of each connection that are not answered. */
  const requests = new Map<Socket, number>();
  server.on('connection', (socket: Socket) => {
    requests.set(socket, 0);
    socket.once('close', () => requests.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const count = (change: number) => {
      const before = requests.get(socket);
      if (before !== undefined) requests.set(socket, before + change);
    };
    count(1);
    response.once('close', () => count(-1));
  });
  return () => {
    for (const [socket, count] of requests) if (count === 0) socket.destroy();
  };
}
