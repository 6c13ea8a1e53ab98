import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { JournalEntry } from '../run/events.ts';
import { Fault } from '../shared/errors.ts';

/** Enough to know a journal by; its entries were written by leaklab and are trusted beyond that. */
const entrySchema = z.looseObject({ time: z.string(), run: z.string(), type: z.string() });

/** The entries of a run's journal, in order. A last line that was cut off is left out. */
export async function readJournal(folder: string): Promise<JournalEntry[]> {
  const file = join(folder, 'journal.ndjson');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Fault('usage', `there is no journal in ${folder}`, { cause });
  });
  return text.split('\n').flatMap((line, index, all) => {
    if (line === '') return [];
    try {
      const entry: unknown = JSON.parse(line);
      return isEntry(entry) ? [entry] : [];
    } catch (cause) {
      if (index >= all.length - 2) return [];
      throw new Fault('usage', `${file}:${index + 1} is no JSON`, { cause });
    }
  });
}

function isEntry(value: unknown): value is JournalEntry {
  return entrySchema.safeParse(value).success;
}
