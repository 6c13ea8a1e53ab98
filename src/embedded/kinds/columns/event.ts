import type { Typed } from '../schema/typed.ts';
import { age } from './age.ts';
import { columns } from './column.ts';

export const eventColumns = columns(
  'Event',
  ['Last Seen', 'Type', 'Reason', 'Object', '+Subobject', '+Source', 'Message', '+First Seen', '+Count', '+Name'],
  (event, now) => {
    const first = age(event.firstTimestamp ?? event.eventTime, now);
    const last = event.lastTimestamp === undefined ? first : age(event.lastTimestamp, now);
    const { kind = '', name = '' } = event.involvedObject ?? {};
    return [
      event.series === undefined ? last : age(event.series.lastObservedTime, now),
      event.type ?? '',
      event.reason ?? '',
      name === '' ? kind.toLowerCase() : `${kind.toLowerCase()}/${name}`,
      event.involvedObject?.fieldPath ?? '',
      source(event),
      (event.message ?? '').trim(),
      first,
      event.series?.count ?? event.count ?? 1,
      event.metadata?.name ?? '',
    ];
  },
);

function source(event: Typed<'Event'>): string {
  const { component = '', host = '' } = event.source ?? {};
  const named = component === '' ? (event.reportingComponent ?? '') : component;
  return host === '' ? named : `${named}, ${host}`;
}
