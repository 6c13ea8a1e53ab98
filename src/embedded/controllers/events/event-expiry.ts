import { z } from 'zod';
import { keyOf, locate, parseKey } from '../controller.ts';
import type { Context, ControllerPlan } from '../controller.ts';
import { object, viewOf } from '../models/object.ts';

/** An hour after an event was last seen it goes (apiserver --event-ttl). */
const timeToLive = 3_600_000;

const readEvent = viewOf(object.extend({ lastTimestamp: z.string().nullish() }));

export function eventExpiry({ store, clock }: Context): ControllerPlan {
  return {
    name: 'event-expiry',
    sources: [{ resource: 'events', keys: (event, type) => (type === 'ADDED' ? [keyOf(event)] : []) }],
    sync(key) {
      const stored = store.find(parseKey('events', key));
      if (stored === undefined) return undefined;
      const { lastTimestamp, metadata } = readEvent(stored);
      const left = Date.parse(lastTimestamp ?? metadata.creationTimestamp) + timeToLive - clock.now();
      if (left > 0) return left;
      store.delete(locate('events', stored));
      return undefined;
    },
  };
}
