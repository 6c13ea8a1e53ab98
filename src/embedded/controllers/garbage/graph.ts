import type { StoredObject } from '../../store/object.ts';

/** Who is owned by whom: of each uid the keys of its dependents. */
export interface Graph {
  /** Notes the owners that an object has now; an object that is gone has none. */
  note(key: string, object: StoredObject, gone: boolean): void;
  dependents(uid: string): string[];
}

export function createGraph(): Graph {
  const dependents = new Map<string, Set<string>>();
  const owners = new Map<string, string[]>();

  function unlink(uid: string, key: string): void {
    const known = dependents.get(uid);
    known?.delete(key);
    if (known?.size === 0) dependents.delete(uid);
  }

  return {
    note(key, { metadata }, gone) {
      const uids = gone ? [] : (metadata.ownerReferences ?? []).map(({ uid }) => uid);
      for (const uid of owners.get(key) ?? []) if (!uids.includes(uid)) unlink(uid, key);
      for (const uid of uids) dependents.set(uid, (dependents.get(uid) ?? new Set()).add(key));
      if (uids.length === 0) owners.delete(key);
      else owners.set(key, uids);
    },
    dependents: (uid) => [...(dependents.get(uid) ?? [])],
  };
}
