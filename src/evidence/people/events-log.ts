import { eventTime } from '../death-window.ts';
import type { Evidence } from '../evidence.ts';
import { age, table } from './table.ts';

/** The events, oldest first, as `kubectl get events --sort-by=.lastTimestamp` lists them. */
export function eventsLog({ events, collectedAt }: Evidence): string {
  if (events.length === 0) return 'No events found.\n';
  const sorted = events.toSorted((a, b) => (eventTime(a) ?? 0) - (eventTime(b) ?? 0));
  const rows = sorted.map((event) => {
    const time = eventTime(event);
    const { kind, name } = event.involvedObject;
    return [
      time === null ? '<unknown>' : age((collectedAt - time) / 1000),
      event.type ?? '',
      event.reason ?? '',
      `${(kind ?? 'object').toLowerCase()}/${name ?? ''}`,
      `${(event.message ?? '').trim().replace(/\s*\n\s*/g, ' ')}${(event.count ?? 1) > 1 ? ` (x${event.count})` : ''}`,
    ];
  });
  return table([['LAST SEEN', 'TYPE', 'REASON', 'OBJECT', 'MESSAGE'], ...rows]);
}
