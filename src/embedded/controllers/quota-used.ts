import type { Store } from '../store/store.ts';
import { kinds } from '../kinds/registry.ts';
import type { ResourceQuota } from './models/limits.ts';
import { sum } from './pod-requests.ts';
import { usageOf } from './quota-usage.ts';

/** What the objects of a namespace use now of each thing that a quota limits. */
export function quotaUsed(store: Store, { metadata, spec }: ResourceQuota): Record<string, number> {
  const names = Object.keys(spec.hard ?? {});
  const used = kinds
    .filter(({ resource }) => names.some((name) => concerns(name, resource)))
    .flatMap(({ resource }) =>
      store.list({ resource, namespace: metadata.namespace }).items.map((object) => usageOf(resource, object)),
    )
    .reduce(sum, {});
  return Object.fromEntries(names.map((name) => [name, used[name] ?? 0]));
}

function concerns(name: string, resource: string): boolean {
  if (name === resource || name === `count/${resource}`) return true;
  return resource === 'pods' && !name.startsWith('count/');
}

/** Quotas with scopes count some pods alone; they are stored, not acted on. */
export function hasScopes({ spec }: ResourceQuota): boolean {
  return (spec.scopes ?? []).length > 0 || (spec.scopeSelector !== undefined && spec.scopeSelector !== null);
}
