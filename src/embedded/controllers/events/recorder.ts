import type { Clock } from '../../../shared/clock.ts';
import type { NewObject } from '../../store/object.ts';
import { StatusError } from '../../store/status-error.ts';
import type { Key, Store } from '../../store/store.ts';
import { timestamp } from '../../store/new-object.ts';
import { createSimilar } from './similar.ts';
import { createSpamFilter } from './spam-filter.ts';

/** Tells what happened to an object as Events of core/v1, repeats counted. */
export interface Recorder {
  normal(about: Subject, reason: string, message: string): void;
  warning(about: Subject, reason: string, message: string): void;
}

interface Subject {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string | undefined; uid: string; resourceVersion: string };
}

interface Options {
  store: Store;
  clock: Clock;
}

const rememberedEvents = 4096;

export function createRecorder({ store, clock }: Options, component: string): Recorder {
  const spam = createSpamFilter();
  const similar = createSimilar();
  const counted = new Map<string, { key: Key; count: number }>();

  function record(type: 'Normal' | 'Warning', about: Subject, reason: string, text: string) {
    const now = clock.now();
    const { uid } = about.metadata;
    const { key, message } = similar.fold(JSON.stringify([uid, type, reason]), text, now);
    if (!spam.allows(uid, now)) return;
    const before = counted.get(key);
    if (before !== undefined && repeat(before, message, now)) return;
    const name = `${about.metadata.name}.${nanoseconds(now)}`;
    const namespace = about.metadata.namespace ?? 'default';
    remember(key, { resource: 'events', namespace, name });
    try {
      store.create('events', eventOf(about, { type, reason, message, now, name, namespace, component }));
    } catch (thrown) {
      // An event that is refused is lost, as the real recorder's: its namespace is going.
      if (!(thrown instanceof StatusError)) throw thrown;
      counted.delete(key);
    }
  }

  function repeat(before: { key: Key; count: number }, message: string, now: number): boolean {
    before.count += 1;
    const { count } = before;
    const written = store.modify(before.key, (event) => ({ ...event, message, count, lastTimestamp: timestamp(now) }));
    return written !== undefined;
  }

  function remember(key: string, event: Key) {
    counted.delete(key);
    counted.set(key, { key: event, count: 1 });
    const [oldest] = counted.keys();
    if (counted.size > rememberedEvents && oldest !== undefined) counted.delete(oldest);
  }

  return {
    normal: (about, reason, message) => record('Normal', about, reason, message),
    warning: (about, reason, message) => record('Warning', about, reason, message),
  };
}

let lastName = 0n;

/** A time that no other event has, in nanoseconds and hexadecimal: the end of an event's name. */
function nanoseconds(now: number): string {
  const wanted = BigInt(Math.trunc(now)) * 1_000_000n;
  lastName = wanted > lastName ? wanted : lastName + 1n;
  return lastName.toString(16);
}

interface Occurrence {
  type: string;
  reason: string;
  message: string;
  now: number;
  name: string;
  namespace: string;
  component: string;
}

function eventOf({ apiVersion, kind, metadata }: Subject, occurrence: Occurrence): NewObject {
  const { type, reason, message, now, name, namespace, component } = occurrence;
  const { name: subject, namespace: home, uid, resourceVersion } = metadata;
  const place = home === undefined ? {} : { namespace: home };
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace },
    involvedObject: { kind, ...place, name: subject, uid, apiVersion, resourceVersion },
    reason,
    message,
    source: { component },
    firstTimestamp: timestamp(now),
    lastTimestamp: timestamp(now),
    count: 1,
    type,
    eventTime: null,
    reportingComponent: component,
    reportingInstance: '',
  };
}
