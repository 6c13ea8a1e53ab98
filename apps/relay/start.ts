import { runService, settingsOrExit } from '../common/run-service.ts';
import { atRate } from '../common/at-rate.ts';
import { Archive } from './archive.ts';
import { Forwarder } from './forwarder.ts';
import { makeLine } from './line.ts';
import type { LineBuffer } from './line-buffer.ts';
import { incident, speedup } from './pace.ts';
import { routes } from './routes.ts';
import { readRelaySettings } from './settings.ts';

/** Takes log lines from other services and passes them on to an archive that is slower than they come. */
export function start({ release, buffer }: { release: string; buffer: LineBuffer }): void {
  const settings = settingsOrExit('relay', readRelaySettings);
  const faster = speedup[settings.pace];
  const archive = new Archive((incident.writeSeconds * 1000) / faster);
  const forwarder = new Forwarder(buffer, archive, incident.batch);
  let received = 0;

  const receive = () => {
    received += 1;
    buffer.add(makeLine(received));
  };

  runService({
    app: 'relay',
    release,
    settings,
    routes: (http) => routes(http, buffer, archive),
    progress: () => ({
      received,
      waiting: buffer.waiting,
      archived: archive.archived,
      dropped: buffer.dropped,
    }),
    counts: [
      { name: 'relay_lines_archived_total', help: 'Lines archived since the start.', read: () => archive.archived },
      { name: 'relay_lines_dropped_total', help: 'Lines let go since the start.', read: () => buffer.dropped },
    ],
    work: () => {
      const endLines = atRate(incident.linesPerSecond * faster, 20, receive);
      const endFlushes = atRate(faster / settings.flushSeconds, 10, () => void forwarder.flush());
      return () => {
        endLines();
        endFlushes();
      };
    },
  });
}
