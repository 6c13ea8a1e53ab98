import { WebSocket } from 'ws';
import { atRate } from '../common/at-rate.ts';
import { textLength } from './note.ts';

const note = 'one more thing to do'.padEnd(textLength, '.');

interface ClientPace {
  perSecond: number;
  /** Milliseconds that each stays. */
  stays: number;
}

/**
 * Participants of the service's own, over its own port: each joins, writes a note and leaves after a while.
 * @param url - of the board, such as ws://127.0.0.1:8080/board
 * @returns a function that lets no more join, and ends those that are there
 */
export function startClients(url: string, { perSecond, stays }: ClientPace): () => void {
  const clients = new Set<WebSocket>();

  function join(): void {
    const client = new WebSocket(url, { perMessageDeflate: false });
    clients.add(client);
    client.on('open', () => client.send(note));
    client.on('close', () => clients.delete(client));
    // One that is refused closes too.
    client.on('error', () => undefined);
    setTimeout(() => client.close(), stays);
  }

  const end = atRate(perSecond, 10, join);
  return () => {
    end();
    for (const client of clients) client.terminate();
  };
}
