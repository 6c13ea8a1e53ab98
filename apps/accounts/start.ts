// The order matters: it answers signals while the others load.
import '../common/early-stop.ts';
import type { Response } from 'express';
import express from 'express';
import { pino } from 'pino';
import { runService, settingsOrExit } from '../common/run-service.ts';
import { Books } from './books.ts';
import { openBooks } from './open-books.ts';
import { reasonOf } from './reason.ts';
import { readSettings } from './settings.ts';

/** What differs between the releases. */
export interface Release {
  release: string;
  /**
   * - `exits`: ends when the database does not answer in time;
   * - `waits`: tries for ever, and listens when it has answered;
   * - `ignores`: listens and is ready, whatever the database does.
   */
  withoutDatabase: 'exits' | 'waits' | 'ignores';
}

const app = 'accounts';
const mostListed = 100;

/** Keeps bookings in a database. */
export async function start({ release, withoutDatabase }: Release): Promise<void> {
  const settings = settingsOrExit(app, readSettings);
  const log = pino({ base: { app } });
  const { database, pace } = settings;
  const books = new Books(database);
  let booked = 0;
  const opening = openBooks(books, { pace, forEver: withoutDatabase !== 'exits', log });
  if (withoutDatabase === 'ignores') void opening;
  else {
    await opening.catch((thrown: unknown) => {
      process.stderr.write(
        `${app}: cannot reach the database at ${database.host}:${database.port}: ${reasonOf(thrown)}\n`,
      );
      process.exit(1);
    });
  }

  runService({
    app,
    release,
    settings,
    routes: (http) => {
      http.post('/bookings', express.json({ limit: '16kb' }), (request, response) => {
        const text = textIn(request.body);
        answer(response, 201, async () => {
          const booking = await books.book(text);
          booked += 1;
          return booking;
        });
      });
      http.get('/bookings', (_request, response) => {
        answer(response, 200, async () => ({ bookings: await books.last(mostListed) }));
      });
    },
    progress: () => ({ booked }),
    counts: [{ name: 'accounts_booked_total', help: 'Bookings made since the start.', read: () => booked }],
    work: () => () => void books.close().catch(() => undefined),
  });
}

function answer(response: Response, status: number, ask: () => Promise<object>): void {
  ask().then(
    (found) => void response.status(status).json(found),
    (thrown: unknown) => void response.status(503).json({ error: reasonOf(thrown) }),
  );
}

function textIn(body: unknown): string {
  const text: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'text') : undefined;
  return typeof text === 'string' ? text : '';
}
