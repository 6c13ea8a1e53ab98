import type { KindInfo } from '../kinds/registry.ts';

/** What a resource path names: /apis/GROUP/VERSION[/namespaces/NAMESPACE]/PLURAL[/NAME[/SUBRESOURCE[/…]]]. */
export interface Path {
  /** Empty for the core group, which is under /api. */
  group: string;
  version: string;
  namespace?: string | undefined;
  plural: string;
  name?: string | undefined;
  subresource?: string | undefined;
}

/** The kind that a path names, and of it one object, or all in the namespace, or all. */
export interface Target extends Path {
  kind: KindInfo;
}

export interface ObjectTarget extends Target {
  name: string;
}

/** Undefined for a path that names no resource. */
export function parsePath(segments: string[]): Path | undefined {
  const [root, ...rest] = segments;
  const below = root === 'api' ? ['', ...rest] : rest;
  if (root !== 'api' && root !== 'apis') return undefined;
  const [group, version, ...tail] = below;
  if (group === undefined || version === undefined || tail.length === 0) return undefined;
  const [first = '', namespace = '', plural = '', name, subresource] = tail;
  const ofNamespace = first === 'namespaces' && plural !== '' && !namespaceSubresources.has(plural);
  if (ofNamespace) return { group, version, namespace, plural, name, subresource };
  return { group, version, plural: first, name: tail[1], subresource: tail[2] };
}

const namespaceSubresources = new Set(['status', 'finalize']);

export function isObjectTarget(target: Target): target is ObjectTarget {
  return target.name !== undefined;
}
