import { WebSocket } from 'ws';
import type { Board } from './board.ts';
import { textLength } from './note.ts';
import type { Note } from './note.ts';

export interface Participant {
  socket: WebSocket;
  /** The board as this participant saw it last. */
  seen: Note[];
}

/** What a release does with a participant whose socket has closed. */
export type OnClose = (participants: Set<Participant>, participant: Participant) => void;

/** Who is on the board, and what each of them has seen. */
export class Participants {
  readonly #all = new Set<Participant>();
  readonly #board: Board;
  readonly #onClose: OnClose;
  #joined = 0;

  constructor(board: Board, onClose: OnClose) {
    this.#board = board;
    this.#onClose = onClose;
  }

  join(socket: WebSocket): void {
    const participant = { socket, seen: this.#board.snapshot() };
    this.#all.add(participant);
    this.#joined += 1;
    // A socket that breaks closes too.
    socket.on('error', () => undefined);
    socket.on('close', () => this.#onClose(this.#all, participant));
    socket.on('message', (data: Buffer) => this.#write(data.toString()));
    socket.send(JSON.stringify({ notes: participant.seen.length, last: participant.seen.slice(-5) }));
  }

  /** Those whose sockets are open. */
  get present(): number {
    return this.#open().length;
  }

  /** All that ever joined since the start. */
  get joined(): number {
    return this.#joined;
  }

  #write(text: string): void {
    const note = JSON.stringify({ note: this.#board.write(text.slice(0, textLength)) });
    for (const { socket } of this.#open()) socket.send(note);
  }

  #open(): Participant[] {
    return [...this.#all].filter(({ socket }) => socket.readyState === WebSocket.OPEN);
  }
}
