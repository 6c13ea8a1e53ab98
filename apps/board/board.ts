import { firstNotes } from './note.ts';
import type { Note } from './note.ts';

/** The notes that all participants see. There are always as many: a new one takes the place of the oldest. */
export class Board {
  readonly #notes = firstNotes();
  #written = 0;

  write(text: string): Note {
    const place = this.#written % this.#notes.length;
    this.#written += 1;
    const note = { id: this.#notes.length + this.#written, x: 0, y: 0, text };
    this.#notes[place] = note;
    return note;
  }

  /** Each note as it is now, some 300 KB of the JavaScript heap: what is changed on the board later is not changed in it. */
  snapshot(): Note[] {
    return this.#notes.map((note) => ({ ...note, text: Buffer.from(note.text).toString('latin1') }));
  }

  /** The last `count` notes of the board. */
  last(count: number): Note[] {
    return count === 0 ? [] : this.#notes.slice(-count);
  }

  /** Notes written since the start. */
  get written(): number {
    return this.#written;
  }
}
