import { runService, settingsOrExit } from '../common/run-service.ts';
import { readSettings } from '../common/settings.ts';
import { readShare } from './share.ts';

/** Milliseconds from one share of the records to the next. */
const every = { real: 25_000, lab: 250 };
/** With so many all records are read: 1.5 GiB. */
const shares = 96;

/** Reads the records of all customers into memory before it sorts them. */
export function start({ release }: { release: string }): void {
  const settings = settingsOrExit('batch', readSettings);
  const records: Buffer[] = [];

  runService({
    app: 'batch',
    release,
    settings,
    routes: () => {},
    progress: () => ({ read: records.length }),
    counts: [{ name: 'shares_read_total', help: 'Shares read since the start.', read: () => records.length }],
    work: () => {
      const reading = setInterval(() => {
        records.push(readShare(records.length));
        if (records.length >= shares) clearInterval(reading);
      }, every[settings.pace]);
      return () => clearInterval(reading);
    },
  });
}
