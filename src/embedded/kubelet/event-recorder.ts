import { randomBytes } from 'node:crypto';
import type { Clock } from '../../shared/clock.ts';
import type { Store } from '../store/store.ts';
import { apiTime } from './timestamp.ts';

interface EventSubject {
  apiVersion: string;
  kind: string;
  name: string;
  namespace?: string | undefined;
  uid: string;
  /** The container: spec.containers{name}. */
  fieldPath?: string | undefined;
}

export type RecordEvent = (subject: EventSubject, type: 'Normal' | 'Warning', reason: string, message: string) => void;

/** What is remembered of one event to count its repeats. */
interface Seen {
  name: string;
  count: number;
}

const mostRemembered = 4096;
/** As client-go's spam filter (record/events_cache.go): so many at once per object, then one in five minutes. */
const burst = 25;
const refillEvery = 300_000;

/** Writes events as the kubelet's recorder does: a repeat raises the count of the first. */
export function eventRecorder(store: Store, nodeName: string, clock: Clock, steady: Clock): RecordEvent {
  const seen = new Map<string, Seen>();
  const allowances = new Map<string, { left: number; at: number }>();

  return (subject, type, reason, message) => {
    if (!allowed(allowances, subject, steady.now())) return;
    const key = JSON.stringify([subject, type, reason, message]);
    const now = apiTime(clock.now());
    const namespace = subject.namespace ?? 'default';
    const known = seen.get(key);
    if (known !== undefined) {
      known.count += 1;
      const { count } = known;
      const written = store.modify({ resource: 'events', namespace, name: known.name }, (event) => ({
        ...event,
        count,
        lastTimestamp: now,
      }));
      if (written !== undefined) return;
    }
    const name = `${subject.name}.${randomBytes(8).toString('hex')}`;
    const oldest = seen.size >= mostRemembered ? seen.keys().next().value : undefined;
    if (oldest !== undefined) seen.delete(oldest);
    seen.set(key, { name, count: 1 });
    // A namespace that is going away takes no new objects: the event is lost there, as on a real cluster.
    if (!takesObjects(store, namespace)) return;
    store.create('events', {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name, namespace },
      involvedObject: subject,
      reason,
      message,
      type,
      count: 1,
      firstTimestamp: now,
      lastTimestamp: now,
      eventTime: null,
      source: { component: 'kubelet', host: nodeName },
      reportingComponent: 'kubelet',
      reportingInstance: nodeName,
    });
  };
}

function allowed(allowances: Map<string, { left: number; at: number }>, subject: EventSubject, now: number): boolean {
  const key = JSON.stringify(subject);
  const allowance = allowances.get(key) ?? { left: burst, at: now };
  const left = Math.min(burst, allowance.left + (now - allowance.at) / refillEvery);
  allowances.set(key, { left: left >= 1 ? left - 1 : left, at: now });
  return left >= 1;
}

function takesObjects(store: Store, namespace: string): boolean {
  const found = store.find({ resource: 'namespaces', name: namespace });
  return found === undefined || found.metadata.deletionTimestamp === undefined;
}
