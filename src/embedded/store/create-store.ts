import type { Clock } from '../../shared/clock.ts';
import { systemClock } from '../../shared/clock.ts';
import { Broadcast, deliver } from './broadcast.ts';
import type { Watcher } from './broadcast.ts';
import { deletionOf, isFinished } from './deletion.ts';
import { freezeCopy } from './frozen.ts';
import { History } from './history.ts';
import type { Change } from './history.ts';
import { checkNamespaceOpen, withNamespaceLife } from './namespace.ts';
import { completeNew } from './new-object.ts';
import type { NewObject, StoredObject } from './object.ts';
import { alreadyExists, badRequest, modifiedMeanwhile, notFound, tooLarge } from './status-errors.ts';
import { selectionMatch } from './selection-match.ts';
import { isUnchanged, mergeUpdate } from './update.ts';
import type { Key, ResourceName, Store } from './store.ts';

export interface StoreOptions {
  clock?: Clock;
  /** How many changes of each resource are kept for watches that begin in the past; up to twice as many for a while. */
  history?: number;
  /**
   * The last word on every new object, from the API or from a controller: quotas and limit ranges refuse (StatusError)
   * or complete it here.
   */
  admit?: ((resource: ResourceName, object: NewObject, store: Store) => NewObject) | undefined;
}

interface Table {
  objects: Map<string, StoredObject>;
  history: History;
}

/** An empty cluster. All writes and their watch events happen at once, in the order of the calls. */
export function createStore(options: StoreOptions = {}): Store {
  const { clock = systemClock, history = 1000, admit = (_resource, object) => object } = options;
  const tables = new Map<ResourceName, Table>();
  const broadcast = new Broadcast();
  let version = 0;

  const tableOf = (resource: ResourceName): Table => {
    const table = tables.get(resource) ?? { objects: new Map<string, StoredObject>(), history: new History(history) };
    tables.set(resource, table);
    return table;
  };

  const find = (key: Key) => tables.get(key.resource)?.objects.get(pathOf(key));

  const get = (key: Key) => {
    const object = find(key);
    if (object === undefined) throw notFound(key.resource, key.name);
    return object;
  };

  /** Gives the change the next version, keeps its result and tells the watchers. */
  const write = (resource: ResourceName, type: Change['type'], object: StoredObject, previous?: StoredObject) => {
    version += 1;
    const metadata = { ...object.metadata, resourceVersion: String(version) };
    const written = freezeCopy({ ...object, metadata });
    const table = tableOf(resource);
    if (type === 'DELETED') table.objects.delete(pathOf(keyOf(resource, written)));
    else table.objects.set(pathOf(keyOf(resource, written)), written);
    const change = { version, type, object: written, previous };
    table.history.add(change);
    broadcast.tell(resource, change);
    return written;
  };

  /** All objects of a resource as they were: each later change is undone, the last one first. */
  const objectsAt = (resource: ResourceName, at: number): ReadonlyMap<string, StoredObject> => {
    if (at > version) throw tooLarge(at, version);
    const { objects, history: changes } = tableOf(resource);
    if (at === version) return objects;
    const then = new Map(objects);
    for (const { object, previous } of changes.after(at).toReversed()) {
      if (previous === undefined) then.delete(pathOf(keyOf(resource, object)));
      else then.set(pathOf(keyOf(resource, object)), previous);
    }
    return then;
  };

  const store: Store = {
    get resourceVersion() {
      return String(version);
    },
    find,
    get,

    create(resource, object, { dryRun = false } = {}) {
      const complete = completeNew(resource, withNamespaceLife(object), clock.now());
      const key = keyOf(resource, complete);
      if (find(key) !== undefined) throw alreadyExists(resource, key.name);
      checkNamespaceOpen(store, resource, complete);
      const admitted = admit(resource, complete, store);
      const final = freezeCopy({ ...admitted, metadata: { ...complete.metadata, ...admitted.metadata } });
      return dryRun ? final : write(resource, 'ADDED', final);
    },

    list(selection, { at = version } = {}) {
      const matches = selectionMatch(selection);
      const items = [...objectsAt(selection.resource, at)].filter(([, object]) => matches(object));
      // As etcd gives them: by namespace and name.
      items.sort(([a], [b]) => (a < b ? -1 : 1));
      return { items: items.map(([, object]) => object), resourceVersion: String(at) };
    },

    update(resource, object, part = 'spec', { dryRun = false } = {}) {
      const key = keyOf(resource, object);
      const before = get(key);
      const { resourceVersion, uid } = object.metadata;
      if (resourceVersion !== '' && resourceVersion !== before.metadata.resourceVersion) {
        throw modifiedMeanwhile(resource, key.name);
      }
      // The name is taken by a younger object.
      if (uid !== '' && uid !== before.metadata.uid) throw modifiedMeanwhile(resource, key.name);
      const after = freezeCopy(mergeUpdate(before, object, part));
      if (isUnchanged(before, after)) return before;
      if (dryRun) return after;
      return write(resource, isFinished(after) ? 'DELETED' : 'MODIFIED', after, before);
    },

    modify(key, change, part = 'spec') {
      const before = find(key);
      if (before === undefined) return undefined;
      // Nothing runs between this read and the write, so that there is never a conflict to try again after.
      return store.update(key.resource, change(structuredClone(before)), part);
    },

    delete(key, deleteOptions = {}) {
      const before = get(key);
      const deletion = deletionOf(key.resource, before, deleteOptions, clock.now());
      if (deleteOptions.dryRun === true) return deletion.gone ? before : freezeCopy(deletion.object);
      if (deletion.gone) return write(key.resource, 'DELETED', before, before);
      const after = freezeCopy(deletion.object);
      return isUnchanged(before, after) ? before : write(key.resource, 'MODIFIED', after, before);
    },

    watch(selection, { resourceVersion }, listener) {
      const matches = selectionMatch(selection);
      const watcher: Watcher = { resource: selection.resource, after: version, matches, listener };
      const past = pastChanges(resourceVersion);
      const stop = broadcast.add(watcher);
      past.forEach((change) => deliver(watcher, change));
      return stop;

      function pastChanges(from: string | undefined): Change[] {
        if (from === undefined || from === '' || from === '0') {
          return store.list(selection).items.map((object) => ({ version, type: 'ADDED', object, previous: undefined }));
        }
        const wanted = parseVersion(from);
        if (wanted > version) throw tooLarge(wanted, version);
        return tableOf(selection.resource).history.after(wanted);
      }
    },
  };
  return store;
}

function keyOf(resource: ResourceName, object: StoredObject): Key {
  return { resource, namespace: object.metadata.namespace, name: object.metadata.name };
}

function pathOf({ namespace = '', name }: Key): string {
  return `${namespace}/${name}`;
}

function parseVersion(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const why = `strconv.ParseUint: parsing "${text}": invalid syntax`;
  throw badRequest(`invalid resource version: resourceVersion: Invalid value: "${text}": ${why}`);
}
