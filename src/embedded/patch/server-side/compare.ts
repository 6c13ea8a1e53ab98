import type { Field } from '../../kinds/schema/struct.ts';
import { sameJson } from '../json-value.ts';
import { type FieldTree, nodeOf } from './field-tree.ts';
import { type Part, partsOf } from './shape.ts';

/** What differs between two values, as structured-merge-diff's typed/compare.go finds it. */
export interface Comparison {
  /** Fields that are new or have another value. */
  changed: FieldTree;
  /** Fields that are no longer there. */
  removed: FieldTree;
}

/** Compares two objects; undefined is one that is not there. */
export function compare(before: unknown, after: unknown, field: Field): Comparison {
  const { changed = {}, removed = {} } = compareBelow(before, after, field);
  return { changed, removed };
}

type Nodes = Partial<Comparison>;

/** What differs below a node, and whether the node itself does. */
function compareNode(before: unknown, after: unknown, field: Field): Nodes {
  if (partsOf(before, field) === undefined && partsOf(after, field) === undefined) {
    if (before === undefined) return { changed: {} };
    if (after === undefined) return { removed: {} };
    return sameJson(before, after) ? {} : { changed: {} };
  }
  const { changed, removed } = compareBelow(before, after, field);
  return {
    ...some('changed', nodeOf(before === undefined, changed ?? {})),
    ...some('removed', nodeOf(after === undefined, removed ?? {})),
  };
}

function compareBelow(before: unknown, after: unknown, field: Field): Nodes {
  const left = byKey(partsOf(before, field));
  const right = byKey(partsOf(after, field));
  const changed: FieldTree = {};
  const removed: FieldTree = {};
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const [one, other] = [left.get(key), right.get(key)];
    const below = (other ?? one)?.field;
    if (below === undefined) continue;
    const nodes = compareNode(one?.value, other?.value, below);
    if (nodes.changed !== undefined) changed[key] = nodes.changed;
    if (nodes.removed !== undefined) removed[key] = nodes.removed;
  }
  return { ...some('changed', nodeOf(false, changed)), ...some('removed', nodeOf(false, removed)) };
}

function byKey(parts: Part[] | undefined): Map<string, Part> {
  return new Map((parts ?? []).map((part) => [part.key, part]));
}

function some(name: keyof Comparison, tree: FieldTree | undefined): Nodes {
  return tree === undefined ? {} : { [name]: tree };
}
