import type { JournalEntry } from '../run/events.ts';
import { lineOf } from './line.ts';

/** A reporter for pipes and logs: one line per thing that happened, with the remedy before it. */
export function plainReporter(write: (text: string) => void): (entry: JournalEntry) => void {
  const names = new Map<string, string>();
  return (entry) => {
    if (entry.type === 'run.started') names.set(entry.run, entry.remedy ?? entry.scenario);
    const line = lineOf(entry);
    if (line !== undefined) write(`${entry.time.slice(11, 19)} ${names.get(entry.run) ?? entry.run}: ${line}\n`);
  };
}
