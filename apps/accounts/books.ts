import { Pool } from 'pg';
import type { DatabaseSettings } from './settings.ts';

export interface Booking {
  id: number;
  text: string;
}

/** Milliseconds that the database gets to take a connection. */
const patience = 2000;

/** The bookings, in a table of the database. */
export class Books {
  readonly #pool: Pool;

  constructor({ host, port, name, user, password }: DatabaseSettings) {
    this.#pool = new Pool({ host, port, database: name, user, password, max: 4, connectionTimeoutMillis: patience });
    // A connection that breaks while nobody uses it: the next question opens another, or says why it cannot.
    this.#pool.on('error', () => undefined);
  }

  /** Makes the table where it is not there. @throws Error where the database cannot be reached */
  async open(): Promise<void> {
    await this.#pool.query('CREATE TABLE IF NOT EXISTS bookings (id serial PRIMARY KEY, text text NOT NULL)');
  }

  async book(text: string): Promise<Booking> {
    const { rows } = await this.#pool.query<Booking>('INSERT INTO bookings (text) VALUES ($1) RETURNING id, text', [
      text,
    ]);
    const [booking] = rows;
    if (booking === undefined) throw new Error('the database returned no booking');
    return booking;
  }

  /** The newest first. */
  async last(count: number): Promise<Booking[]> {
    const { rows } = await this.#pool.query<Booking>('SELECT id, text FROM bookings ORDER BY id DESC LIMIT $1', [
      count,
    ]);
    return rows;
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }
}
