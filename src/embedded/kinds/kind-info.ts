import type { ResourceName } from '../store/store.ts';

/** What discovery says of a kind. */
export interface KindInfo {
  /** Empty for the core group. */
  group: string;
  version: string;
  kind: string;
  plural: string;
  singular: string;
  shortNames: string[];
  namespaced: boolean;
  categories: string[];
  resource: ResourceName;
  subresources: ('status' | 'scale')[];
  /** Fields that a field selector may name; a selector on any other is a BadRequest. */
  selectableFields: string[];
}

/** "v1", "apps/v1". */
export function apiVersionOf(kind: KindInfo): string {
  return kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
}

/** "Pod", "Deployment.apps": the kind as error messages name it. */
export function qualifiedKind(kind: KindInfo): string {
  return kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
}
