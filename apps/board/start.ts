// First: it answers signals while the others load.
import { runService, settingsOrExit } from '../common/run-service.ts';
import type { AddressInfo } from 'node:net';
import { readSettings } from '../common/settings.ts';
import { Board } from './board.ts';
import { startClients } from './clients.ts';
import { incident, speedup } from './pace.ts';
import { Participants } from './participants.ts';
import type { OnClose } from './participants.ts';
import { routes } from './routes.ts';
import { takeSockets } from './sockets.ts';

export interface Release {
  release: string;
  onClose: OnClose;
  /** False: turns every participant away. */
  accepting?: boolean;
}

/** A board of notes that participants share over WebSockets. */
export function start({ release, onClose, accepting = true }: Release): void {
  const settings = settingsOrExit('board', readSettings);
  const faster = speedup[settings.pace];
  const board = new Board();
  const participants = new Participants(board, onClose);

  runService({
    app: 'board',
    release,
    settings,
    routes: (http) => routes(http, board),
    progress: () => ({ joined: participants.joined, present: participants.present, written: board.written }),
    counts: [
      { name: 'board_joins_total', help: 'Participants that joined since the start.', read: () => participants.joined },
      { name: 'board_notes_written_total', help: 'Notes written since the start.', read: () => board.written },
    ],
    work: (server) => {
      const endSockets = takeSockets(server, participants, accepting);
      const endClients = startClients(urlOf(server.address()), {
        perSecond: incident.joinsPerSecond * faster,
        stays: (incident.staySeconds * 1000) / faster,
      });
      return () => {
        endClients();
        endSockets();
      };
    },
  });
}

/** Of the board, as the service's own participants reach it. */
function urlOf(address: AddressInfo | string | null): string {
  if (typeof address !== 'object' || address === null) throw new Error('expected an address of TCP, got a pipe');
  const everywhere = address.address === '::' || address.address === '0.0.0.0';
  const host = everywhere ? '127.0.0.1' : address.address;
  return `ws://${host.includes(':') ? `[${host}]` : host}:${address.port}/board`;
}
