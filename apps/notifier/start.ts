import { runService, settingsOrExit } from '../common/run-service.ts';
import { atRate } from '../common/at-rate.ts';
import { readSettings } from '../common/settings.ts';
import { Changes } from './changes.ts';
import { incident, speedup } from './pace.ts';
import { routes } from './routes.ts';
import { startVisits } from './visits.ts';
import type { OpenWatch } from './watch.ts';
import { Watches } from './watches.ts';

export interface Release {
  release: string;
  open: OpenWatch;
  /** False: lets nobody watch. */
  accepting?: boolean;
}

/** Tells visitors of changes of the order whose page they have open. */
export function start({ release, open, accepting = true }: Release): void {
  const settings = settingsOrExit('notifier', readSettings);
  const faster = speedup[settings.pace];
  const changes = new Changes();
  const watches = new Watches(open, changes, (incident.signOfLifeSeconds * 1000) / faster);

  runService({
    app: 'notifier',
    release,
    settings,
    routes: (http) => routes(http, watches, changes, accepting),
    progress: () => ({ opened: watches.opened, open: watches.current().length, told: watches.told }),
    counts: [
      { name: 'notifier_watches_opened_total', help: 'Watches opened since the start.', read: () => watches.opened },
      { name: 'notifier_messages_told_total', help: 'Messages to visitors since the start.', read: () => watches.told },
    ],
    work: () => {
      const visits = { perSecond: incident.visitsPerSecond * faster, lasts: (incident.visitSeconds * 1000) / faster };
      const endVisits = accepting ? startVisits(watches, visits) : () => {};
      const endChanges = atRate(incident.changesPerSecond * faster, 10, () => {
        changes.emit('change', { orderId: watches.opened, state: 'on its way' });
      });
      return () => {
        endVisits();
        endChanges();
      };
    },
  });
}
