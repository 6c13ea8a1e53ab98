import type { Clock } from '../../shared/clock.ts';
import type { NewObject, StoredObject } from '../store/object.ts';
import type { Key, ResourceName, Store } from '../store/store.ts';
import { createWorkQueue } from './work-queue.ts';
import type { WorkQueue } from './work-queue.ts';

/** What every controller works with. */
export interface Context {
  store: Store;
  clock: Clock;
  /** Creates with the defaults and checks that the API would give. Throws StatusError. */
  create: (resource: ResourceName, object: NewObject) => StoredObject;
  /** Hears of errors that a controller meets and tries again after. */
  report: (controller: string, key: string, thrown: unknown) => void;
}

/** Which keys of a controller a change of an object concerns. */
export interface Source {
  resource: ResourceName;
  keys: (object: StoredObject, type: 'ADDED' | 'MODIFIED' | 'DELETED') => Iterable<string>;
}

export interface ControllerPlan {
  name: string;
  sources: Source[];
  /** Brings the world nearer to what the key's object asks for; gives the milliseconds until it wants another look. */
  sync(key: string): number | undefined;
}

export interface RunningController {
  readonly queue: WorkQueue;
  stop(): void;
}

/** Level-triggered: a change only says which key to look at; `sync` reads the store as it is then. */
export function startController({ store, clock, report }: Context, plan: ControllerPlan): RunningController {
  const queue = createWorkQueue({
    work: (key) => plan.sync(key),
    onError: (key, thrown) => report(plan.name, key, thrown),
    clock,
  });
  const stops = plan.sources.map(({ resource, keys }) =>
    store.watch({ resource }, {}, ({ type, object }) => {
      try {
        for (const key of keys(object, type)) queue.add(key);
      } catch (thrown) {
        // It must not end the one who wrote the object, nor the process.
        report(plan.name, keyOf(object), thrown);
      }
    }),
  );
  return {
    queue,
    stop() {
      for (const stop of stops) stop();
      queue.stop();
    },
  };
}

/** `namespace/name`, or `name` for kinds without a namespace. */
export function keyOf({ metadata }: { metadata: { namespace?: string | undefined; name: string } }): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}

/** The store's key for a queue's key. */
export function parseKey(resource: ResourceName, key: string): Key {
  const slash = key.indexOf('/');
  if (slash === -1) return { resource, name: key };
  return { resource, namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

/** The store's key of an object. */
export function locate(
  resource: ResourceName,
  { metadata }: { metadata: { namespace?: string | undefined; name: string } },
): Key {
  return { resource, namespace: metadata.namespace, name: metadata.name };
}
