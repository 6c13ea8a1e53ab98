import type { Change } from './history.ts';
import type { StoredObject } from './object.ts';
import type { StoreEvent } from './store.ts';

export interface Watcher {
  resource: string;
  /** Changes up to this version are known to the watcher already. */
  after: number;
  matches(object: StoredObject): boolean;
  listener(event: StoreEvent): void;
}

/**
 * Tells watchers of changes, in order: a listener that writes makes a change that every watcher hears after the present
 * one. A listener that throws is a defect and ends the process as one, but keeps neither the writer nor the others back.
 */
export class Broadcast {
  readonly #watchers = new Set<Watcher>();
  readonly #waiting: { resource: string; change: Change }[] = [];
  #telling = false;

  add(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  tell(resource: string, change: Change): void {
    this.#waiting.push({ resource, change });
    if (this.#telling) return;
    this.#telling = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      for (const watcher of this.#watchers) {
        if (watcher.resource === next.resource && next.change.version > watcher.after) deliver(watcher, next.change);
      }
    }
    this.#telling = false;
  }
}

export function deliver(watcher: Watcher, change: Change): void {
  const event = seenBy(watcher, change);
  if (event === undefined) return;
  try {
    watcher.listener(event);
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown;
    });
  }
}

/** A change as a watcher with a selector sees it: what enters its selection is added, what leaves it is deleted. */
function seenBy(watcher: Watcher, change: Change): StoreEvent | undefined {
  const { type, object, previous } = change;
  const before = previous !== undefined && watcher.matches(previous);
  if (type === 'DELETED') return before ? { type, object } : undefined;
  const now = watcher.matches(object);
  if (now) return { type: before ? 'MODIFIED' : 'ADDED', object };
  if (!before) return undefined;
  const metadata = { ...previous.metadata, resourceVersion: object.metadata.resourceVersion };
  return { type: 'DELETED', object: { ...previous, metadata } };
}
