import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { Participants } from './participants.ts';

/**
 * Takes WebSockets at /board of an HTTP server.
 * @param accepting - false: turns everybody away
 * @returns a function that ends all connections
 */
export function takeSockets(server: Server, participants: Participants, accepting: boolean): () => void {
  const sockets = new WebSocketServer({
    server,
    path: '/board',
    perMessageDeflate: false,
    verifyClient: () => accepting,
  });
  sockets.on('connection', (socket) => participants.join(socket));
  return () => {
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
  };
}
