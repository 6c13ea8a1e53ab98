import { pino } from 'pino';
import { atRate } from '../common/at-rate.ts';
import { runService, settingsOrExit } from '../common/run-service.ts';
import { readSettings } from '../common/settings.ts';
import type { Printed } from './page.ts';
import { Printers } from './printers.ts';
import type { Release } from './release.ts';

const app = 'invoices';
/** Invoices that fall due by themselves, a second. */
const duePerSecond = { real: 0.2, lab: 20 };
const mostListed = 100;

/** The server: takes invoices, has them printed, and lists the last. */
export function serve({ release, pagesPerPrinter, tellsEnds, accepting }: Release): void {
  const settings = settingsOrExit(app, readSettings);
  const log = pino({ base: { app } });
  const last: Printed[] = [];
  let asked = 0;
  let printed = 0;
  const printers = new Printers({
    pagesPerPrinter,
    onEnd: (end) => {
      if (tellsEnds) log.warn(end, 'the printer has ended, starting another');
    },
  });

  const print = async () => {
    asked += 1;
    const done = await printers.print(asked);
    printed += 1;
    last.push(done);
    if (last.length > mostListed) last.shift();
    return done;
  };

  runService({
    app,
    release,
    settings,
    routes: (http) => {
      http.post('/invoices', async (_request, response) => {
        if (!accepting) {
          response.status(503).json({ error: 'not taking invoices' });
          return;
        }
        response.status(201).json(await print());
      });
      http.get('/invoices', (_request, response) => {
        response.json({ invoices: last });
      });
    },
    progress: () => ({ printed }),
    counts: [{ name: 'invoices_printed_total', help: 'Invoices printed since the start.', read: () => printed }],
    work: () => {
      const end = accepting ? atRate(duePerSecond[settings.pace], 50, () => void print()) : () => {};
      return () => {
        end();
        printers.stop();
      };
    },
  });
}
