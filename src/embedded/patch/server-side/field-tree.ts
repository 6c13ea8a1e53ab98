import { isRecord, type JsonObject } from '../json-value.ts';

/**
 * A set of fields as FieldsV1 writes it: a tree of names whose nodes are in the set when they have `.` or nothing below
 * them. The root itself is in no set.
 */
export type FieldTree = JsonObject;

export function subtree(tree: FieldTree, key: string): FieldTree | undefined {
  const inner = tree[key];
  return isRecord(inner) ? inner : undefined;
}

/** The fields of either. */
export function union(one: FieldTree, other: FieldTree): FieldTree {
  return combine(one, other, (left, right) => left || right) ?? {};
}

/** The fields of both. */
export function intersection(one: FieldTree, other: FieldTree): FieldTree {
  return combine(one, other, (left, right) => left && right) ?? {};
}

/** The fields of `tree` that `taken` has not; branches that are left empty go as well. */
export function difference(tree: FieldTree, taken: FieldTree): FieldTree {
  return combine(tree, taken, (left, right) => left && !right) ?? {};
}

/** A node with what is below it; undefined where neither is anything. */
export function nodeOf(isMember: boolean, children: FieldTree): FieldTree | undefined {
  const names = Object.keys(children).toSorted();
  if (names.length === 0) return isMember ? {} : undefined;
  const sorted = Object.fromEntries(names.map((name) => [name, children[name]]));
  return isMember ? { '.': {}, ...sorted } : sorted;
}

type Keep = (left: boolean, right: boolean) => boolean;

function combine(one: FieldTree, other: FieldTree, keep: Keep): FieldTree | undefined {
  return combineNodes({ tree: one, isMember: false }, { tree: other, isMember: false }, keep);
}

interface Node {
  tree: FieldTree;
  isMember: boolean;
}

function combineNodes(left: Node, right: Node, keep: Keep): FieldTree | undefined {
  const names = new Set([...Object.keys(left.tree), ...Object.keys(right.tree)]);
  names.delete('.');
  const children: FieldTree = {};
  for (const name of names) {
    const child = combineNodes(childOf(left.tree, name), childOf(right.tree, name), keep);
    if (child !== undefined) children[name] = child;
  }
  return nodeOf(keep(left.isMember, right.isMember), children);
}

function childOf(tree: FieldTree, name: string): Node {
  const child = subtree(tree, name);
  if (child === undefined) return { tree: {}, isMember: false };
  return { tree: child, isMember: Object.keys(child).length === 0 || '.' in child };
}
