// The order matters: it answers signals while the others load.
import '../common/early-stop.ts';
import { runService, settingsOrExit } from '../common/run-service.ts';
import type { PaceName } from '../common/settings.ts';
import { readSettings } from '../common/settings.ts';
import { IndexState } from './index-state.ts';
import { ReportBook } from './report-book.ts';
import { addRoutes } from './routes.ts';

export interface Release {
  release: string;
  /** Begins what the release does besides answering. @returns what ends it */
  work?: (pace: PaceName) => () => void;
}

/** Starts the service; a setting that is wrong ends it with one line on stderr and exit code 1. */
export function start({ release, work = () => () => {} }: Release): void {
  const settings = settingsOrExit('reports', readSettings);
  const book = new ReportBook();
  const index = new IndexState();
  runService({
    app: 'reports',
    release,
    settings,
    routes: (http) => addRoutes(http, book, index),
    progress: () => ({ written: book.written }),
    counts: [{ name: 'reports_written_total', help: 'Reports written since the start.', read: () => book.written }],
    work: () => work(settings.pace),
  });
}
