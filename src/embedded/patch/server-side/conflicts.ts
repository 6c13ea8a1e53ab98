import { StatusError } from '../../store/status-error.ts';
import { isRecord } from '../json-value.ts';
import type { FieldTree } from './field-tree.ts';
import { shownItem } from './item-key.ts';
import type { ManagedEntry } from './managed-fields.ts';

/** What of one other manager's would now change. */
export interface Conflict {
  entry: ManagedEntry;
  fields: FieldTree;
}

/** 409 Conflict: `Apply failed with 1 conflict: conflict with "other" using apps/v1: .spec.replicas`. */
export function conflictError(conflicts: Conflict[]): StatusError {
  const sorted = conflicts
    .map(({ entry, fields }) => ({ manager: shownManager(entry), paths: pathsOf(fields, '') }))
    .toSorted((one, other) => (one.manager < other.manager ? -1 : 1));
  const all = sorted.flatMap(({ manager, paths }) => paths.map((path) => ({ manager, path })));
  const [first] = all;
  const text =
    first !== undefined && all.length === 1
      ? `conflict with ${first.manager}: ${first.path}`
      : sorted.map(severalText).join('\n');
  const message = `Apply failed with ${all.length} conflict${all.length === 1 ? '' : 's'}: ${text}`;
  return new StatusError(409, 'Conflict', message, {
    causes: all.map(({ manager, path }) => ({
      reason: 'FieldManagerConflict',
      message: `conflict with ${manager}`,
      field: path,
    })),
  });
}

function severalText({ manager, paths }: { manager: string; paths: string[] }): string {
  return `conflicts with ${manager}:\n${paths.map((path) => `- ${path}`).join('\n')}`;
}

/** As apimachinery's managedfields/internal/conflict.go prints it. */
function shownManager({ manager, operation, apiVersion, subresource }: ManagedEntry): string {
  const by = `${JSON.stringify(manager)}${subresource === undefined ? '' : ` with subresource "${subresource}"`}`;
  return operation === 'Update' ? `${by} using ${apiVersion}` : by;
}

/** `.spec.template.spec.containers[name="app"].image`; a level's own fields first, then what is deeper. */
function pathsOf(tree: FieldTree, path: string): string[] {
  const parts = Object.entries(tree)
    .map(([key, inner]) => ({ key, inner: isRecord(inner) ? inner : {} }))
    .toSorted((one, other) => (one.key < other.key ? -1 : 1))
    .filter(({ key }) => key !== '.')
    .map(({ key, inner }) => ({ path: path + (key.startsWith('f:') ? `.${key.slice(2)}` : shownItem(key)), inner }));
  const own = parts.filter(({ inner }) => isMember(inner)).map((part) => part.path);
  return [...own, ...parts.flatMap((part) => pathsOf(part.inner, part.path))];
}

function isMember(tree: FieldTree): boolean {
  return Object.keys(tree).length === 0 || '.' in tree;
}
