import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { Fault, messageOf } from '../shared/errors.ts';
import type { JournalEntry, RunEvent } from './events.ts';

export type Listener = (entry: JournalEntry) => void;

/** Where a run says what happens: written to `journal.ndjson` in its folder, and heard by the reporters. */
export interface Journal {
  say(event: RunEvent): void;
  /** Everything is on the disk after this; a Fault when it could not be written. */
  close(): Promise<void>;
}

export async function openJournal(run: string, folder: string, listeners: Listener[]): Promise<Journal> {
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw cannotWrite(folder, cause);
  });
  const stream = createWriteStream(join(folder, 'journal.ndjson'), { flags: 'a' });
  let failure: Error | undefined;
  stream.on('error', (error) => (failure ??= error));
  return {
    say(event) {
      const entry: JournalEntry = { time: new Date().toISOString(), run, ...event };
      // What a run is at is for the live line alone.
      if (event.type !== 'progress' && failure === undefined) stream.write(`${JSON.stringify(entry)}\n`);
      for (const listener of listeners) listener(entry);
    },
    async close() {
      stream.end();
      await finished(stream).catch((thrown: unknown) => (failure ??= new Error(messageOf(thrown))));
      if (failure !== undefined) throw cannotWrite(folder, failure);
    },
  };
}

function cannotWrite(folder: string, cause: unknown): Fault {
  const hint = 'free some space there, or set LEAKLAB_HOME to a folder with room';
  return new Fault('environment', `the journal cannot be written to ${folder}`, { cause, hint });
}
