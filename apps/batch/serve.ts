import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { atRate } from '../common/at-rate.ts';
import { runService, settingsOrExit } from '../common/run-service.ts';
import { readSettings } from '../common/settings.ts';
import { sorterRole } from './run.ts';

const app = 'batch';
/** Sorters that are started a second: one for each share of the records that comes in. */
const perSecond = { real: 0.01, lab: 1 };

/** Sorts what comes in, with a process for each share; none is too many. */
export function serve(release: string): void {
  const settings = settingsOrExit(app, readSettings);
  const sorters = new Set<ChildProcess>();
  const begin = () => {
    const sorter = fork(process.argv[1] ?? '', [sorterRole]);
    sorters.add(sorter);
    sorter.once('exit', () => sorters.delete(sorter));
  };
  runService({
    app,
    release,
    settings,
    routes: () => {},
    progress: () => ({ sorters: sorters.size }),
    counts: [],
    work: () => {
      const end = atRate(perSecond[settings.pace], 100, begin);
      return () => {
        end();
        for (const sorter of sorters) sorter.kill();
      };
    },
  });
}
