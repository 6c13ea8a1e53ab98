import { liveReporter } from '../report/live.ts';
import { matrixReporter } from '../report/matrix.ts';
import { plainReporter } from '../report/plain.ts';
import type { Listener } from '../run/journal.ts';

export interface Reporter {
  listen: Listener;
  /** Says something beside the runs. */
  note: (text: string) => void;
  stop: () => void;
}

/**
 * How runs are told of while they go on: live on a terminal, else in plain lines.
 * @param total - how many runs there will be, where they are of several scenarios; else null
 */
export function reporterFor(total: number | null): Reporter {
  const write = (text: string) => void process.stderr.write(text);
  // A note would tear what is drawn: there the count tells of it.
  if (process.stderr.isTTY) return { ...liveReporter(process.stderr, total ?? undefined), note: () => undefined };
  const listen = total === null ? plainReporter(write) : matrixReporter(total, write);
  return { listen, note: (text) => write(`${text}\n`), stop: () => undefined };
}
