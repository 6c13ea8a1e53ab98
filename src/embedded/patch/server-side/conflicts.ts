import type { Field } from '../../kinds/schema/struct.ts';
import { StatusError } from '../../store/status-error.ts';
import { isRecord, sameJson } from '../json-value.ts';
import { shownItem } from './item-key.ts';
import { type FieldTree, isLeaf, subtree } from './owned-fields.ts';
import { partsOf } from './shape.ts';

/** What one other manager applied and what would now change. */
export interface Conflict {
  manager: string;
  fields: FieldTree;
}

/** The fields of `owned` that `applied` sets to another value than `current` has. */
export function changedFields(current: unknown, applied: unknown, field: Field, owned: FieldTree): FieldTree {
  const now = new Map((partsOf(current, field) ?? []).map((part) => [part.key, part.value]));
  const changed: FieldTree = {};
  for (const part of partsOf(applied, field) ?? []) {
    const inner = subtree(owned, part.key);
    if (inner === undefined) continue;
    const before = now.get(part.key);
    const below = changedFields(before, part.value, part.field, inner);
    const isWhole = partsOf(part.value, part.field) === undefined && isLeaf(inner);
    if (Object.keys(below).length > 0) changed[part.key] = below;
    else if (isWhole && !sameJson(before, part.value)) changed[part.key] = {};
  }
  return changed;
}

/** 409 Conflict: `Apply failed with 1 conflict: conflict with "other": .spec.replicas`. */
export function conflictError(conflicts: Conflict[]): StatusError {
  const sorted = conflicts.toSorted((one, other) => (one.manager < other.manager ? -1 : 1));
  const all = sorted.flatMap(({ manager, fields }) => pathsOf(fields, '').map((path) => ({ manager, path })));
  const [first] = all;
  const text =
    first !== undefined && all.length === 1
      ? `conflict with ${JSON.stringify(first.manager)}: ${first.path}`
      : sorted.map(severalText).join('\n');
  const message = `Apply failed with ${all.length} conflict${all.length === 1 ? '' : 's'}: ${text}`;
  return new StatusError(409, 'Conflict', message, {
    causes: all.map(({ manager, path }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${JSON.stringify(manager)}`,
      field: path,
    })),
  });
}

function severalText({ manager, fields }: Conflict): string {
  const paths = pathsOf(fields, '').map((path) => `- ${path}`);
  return `conflicts with ${JSON.stringify(manager)}:\n${paths.join('\n')}`;
}

/** `.spec.template.spec.containers[name="app"].image`; a level's own fields first, then what is deeper. */
function pathsOf(tree: FieldTree, path: string): string[] {
  const parts = Object.entries(tree)
    .map(([key, inner]) => ({ key, inner: isRecord(inner) ? inner : {} }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ key, inner }) => ({ path: path + (key.startsWith('f:') ? `.${key.slice(2)}` : shownItem(key)), inner }));
  const own = parts.filter(({ inner }) => Object.keys(inner).length === 0).map((part) => part.path);
  return [...own, ...parts.flatMap((part) => pathsOf(part.inner, part.path))];
}
