import type { AnyObject } from '../../../src/evidence/objects.ts';

/** One object as it was from `at` (milliseconds since the Unix epoch) on. */
interface Version {
  at: number;
  object: AnyObject;
}

/** All that a watcher saw of one object, oldest first. */
export interface History {
  kind: string;
  versions: Version[];
  gone: boolean;
}

/** What became of one namespace: each object of the kinds that were followed, with every version of it. */
export class Recording {
  readonly namespace: string;
  /** By uid, in the order in which the objects were first seen. */
  readonly histories = new Map<string, History>();
  /** Milliseconds since the Unix epoch at which something new was last seen. */
  changedAt = 0;
  #closed = false;

  constructor(namespace: string) {
    this.namespace = namespace;
  }

  changed(kind: string, object: AnyObject, at: number): void {
    if (this.#closed) return;
    const uid = object.metadata.uid ?? '';
    const history = this.histories.get(uid) ?? { kind, versions: [], gone: false };
    this.histories.set(uid, history);
    history.versions.push({ at, object });
    // That an event is repeated is nothing new.
    if (kind !== 'Event' || history.versions.length === 1) this.changedAt = at;
  }

  deleted(kind: string, object: AnyObject, at: number): void {
    if (this.#closed) return;
    this.changed(kind, object, at);
    const history = this.histories.get(object.metadata.uid ?? '');
    if (history !== undefined) history.gone = true;
  }

  /** What comes later is another story. */
  close(): void {
    this.#closed = true;
  }

  of(kind: string): History[] {
    return [...this.histories.values()].filter((history) => history.kind === kind);
  }

  /** The objects of a kind as they are now, or as they were last. */
  latest(kind: string): AnyObject[] {
    return this.of(kind).flatMap(({ versions }) => versions.slice(-1).map(({ object }) => object));
  }
}
