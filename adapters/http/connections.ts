/** Stopping an HTTP server without cutting an answer short and without waiting for visitors who ask nothing. */

import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Counts what is under way on each connection of a server that does not listen yet. The function returned stops the
 * server: connections without a request close at once (those that never sent one too, which Node does not count as
 * idle), the others after their answer, and after `patience` milliseconds all that are left.
 */
export function drainOf(server: Server, patience: number): () => Promise<void> {
  const underWay = new Map<Socket, number>();
  let stopping = false;

  const count = (socket: Socket, change: number): void => {
    const left = (underWay.get(socket) ?? 0) + change;
    underWay.set(socket, left);
    if (stopping && left === 0) socket.end();
  };
  server.on('connection', (socket) => {
    underWay.set(socket, 0);
    socket.once('close', () => underWay.delete(socket));
  });
  server.on('request', ({ socket }, response) => {
    count(socket, 1);
    response.once('close', () => count(socket, -1));
  });

  return async () => {
    stopping = true;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const [socket, requests] of underWay) if (requests === 0) socket.destroy();
    const force = setTimeout(() => server.closeAllConnections(), patience);
    await closed;
    clearTimeout(force);
  };
}
