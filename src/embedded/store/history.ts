import type { StoredObject } from './object.ts';
import { expired } from './status-errors.ts';

/** One change of one object, with the object as it was before. */
export interface Change {
  version: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: StoredObject;
  previous: StoredObject | undefined;
}

/** The last changes of one resource. */
export class History {
  readonly #size: number;
  readonly #changes: Change[] = [];
  /** The version of the newest change that was forgotten. */
  #forgotten = 0;

  constructor(size: number) {
    this.#size = size;
  }

  add(change: Change): void {
    this.#changes.push(change);
    // Cut in blocks: shifting one off a long array at every write costs its length.
    if (this.#changes.length < this.#size * 2) return;
    for (const old of this.#changes.splice(0, this.#changes.length - this.#size)) this.#forgotten = old.version;
  }

  /** All changes after `version`; throws Expired (410) when some of them are forgotten. */
  after(version: number): Change[] {
    if (version < this.#forgotten) throw expired(version, this.#forgotten);
    return this.#changes.filter((change) => change.version > version);
  }
}
