import { pino } from 'pino';
import { atRate } from '../common/at-rate.ts';
import { runService, settingsOrExit } from '../common/run-service.ts';
import { readSettings } from '../common/settings.ts';
import type { Release } from './release.ts';
import { Spool } from './spool.ts';

const app = 'statements';
/** Statements that fall due by themselves, a second. */
const duePerSecond = { real: 0.1, lab: 10 };
const mostListed = 10;

/** Writes statements to a spool, from which others fetch them. */
export function serve({ release, keep, makesRoom }: Release): void {
  const settings = settingsOrExit(app, (env) => ({
    ...readSettings(env),
    folder: env['SPOOL'] ?? '/tmp/statements',
  }));
  const log = pino({ base: { app } });
  const spool = new Spool({ folder: settings.folder, keep, makesRoom });
  let written = 0;
  let refused = 0;

  const write = async () => {
    const done = await spool.write();
    written += 1;
    return done;
  };
  const writeDue = () =>
    write().then(
      () => undefined,
      (thrown: unknown) => {
        refused += 1;
        log.error(
          { refused, error: thrown instanceof Error ? thrown.message : String(thrown) },
          'a statement was not written',
        );
      },
    );

  runService({
    app,
    release,
    settings,
    routes: (http) => {
      http.post('/statements', async (_request, response) => {
        response.status(201).json(await write());
      });
      http.get('/statements', (_request, response) => {
        response.json({ statements: spool.last(mostListed) });
      });
    },
    progress: () => ({ written }),
    counts: [{ name: 'statements_written_total', help: 'Statements written since the start.', read: () => written }],
    work: () => atRate(duePerSecond[settings.pace], 50, () => void writeDue()),
  });
}
