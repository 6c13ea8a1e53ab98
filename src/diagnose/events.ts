import { eventTime } from '../evidence/death-window.ts';
import type { Quote } from '../evidence/death.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { KubeEvent } from '../evidence/objects.ts';

/** Events on these objects of one kind, in the order in which they were last seen. */
export function eventsOn(
  { events }: Pick<Evidence, 'events'>,
  kind: string,
  names: readonly string[],
  reasons: readonly string[],
): KubeEvent[] {
  return events
    .filter(({ involvedObject, reason }) => {
      const { kind: ofKind = kind, name = '' } = involvedObject;
      return ofKind === kind && names.includes(name) && reasons.includes(reason ?? '');
    })
    .toSorted((a, b) => (eventTime(a) ?? 0) - (eventTime(b) ?? 0));
}

/** "spec.containers{app}" and "spec.initContainers{app}" name the container; an event without a path may mean any. */
export function isOnContainer(event: KubeEvent, container: string): boolean {
  const path = event.involvedObject.fieldPath;
  return path === undefined || path.endsWith(`{${container}}`);
}

export function eventQuote(event: KubeEvent): Quote {
  const count = event.count ?? 1;
  const times = count > 1 ? ` (x${count})` : '';
  return {
    source: `events.json: ${event.metadata.name}`,
    text: `${event.reason ?? ''}: ${event.message ?? ''}${times}`,
  };
}
