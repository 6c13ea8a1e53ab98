import type { StoredObject } from '../../store/object.ts';
import type { Context, ControllerPlan } from '../controller.ts';
import { locate } from '../controller.ts';

/** Milliseconds, an hour, after which an event that was not seen again goes (apiserver --event-ttl). */
const timeToLive = 3_600_000;

/**
 * The most events that are kept; beyond it the oldest go. etcd keeps them on a disk, here they are in memory: without a
 * limit, a client that writes 1,000 in a second would fill it within minutes.
 */
export const mostEvents = 5000;
/** How many more there may be before anybody looks: each look is at all of them. */
const slack = 500;
/** Milliseconds between two looks for those whose time is over. */
const shortest = 1000;

export function eventExpiry({ store, clock }: Context): ControllerPlan {
  let added = 0;
  let due = Infinity;
  return {
    name: 'event-expiry',
    sources: [
      {
        resource: 'events',
        keys: (_event, type) => {
          if (type !== 'ADDED') return [];
          added += 1;
          return due === Infinity || added > slack ? ['all'] : [];
        },
      },
    ],
    sync() {
      const now = clock.now();
      if (due !== Infinity && now < due && added <= slack) return due - now;
      const ends = store
        .list({ resource: 'events' })
        .items.map((event) => ({ event, end: lastSeen(event) + timeToLive }))
        .toSorted((one, other) => one.end - other.end);
      const surplus = ends.length - mostEvents;
      const over = ends.filter(({ end }, index) => end <= now || index < surplus);
      for (const { event } of over) store.delete(locate('events', event));
      added = 0;
      const next = ends[over.length];
      due = next === undefined ? Infinity : Math.max(next.end, now + shortest);
      return next === undefined ? undefined : due - now;
    },
  };
}

function lastSeen({ lastTimestamp, metadata }: StoredObject): number {
  return Date.parse(typeof lastTimestamp === 'string' ? lastTimestamp : metadata.creationTimestamp);
}
