import { kinds } from '../kinds/registry.ts';
import { same } from './canonical.ts';
import { keyOf, parseKey } from './controller.ts';
import type { Context, ControllerPlan } from './controller.ts';
import { formatAmount } from './admission/format-amount.ts';
import { readResourceQuota } from './models/limits.ts';
import { listOf } from './models/object.ts';
import { hasScopes, quotaUsed } from './quota-used.ts';

const resource = 'resourcequotas';

/** Keeps in each quota's status what is used of it; whether there is room is decided at admission. */
export function quotaController({ store }: Context): ControllerPlan {
  const quotasIn = (namespace: string | undefined) =>
    listOf(store, readResourceQuota, { resource, namespace }).map(keyOf);
  return {
    name: 'resourcequota',
    sources: kinds
      .filter(({ namespaced, kind }) => namespaced && kind !== 'Event')
      .map((kind) => ({ resource: kind.resource, keys: ({ metadata }) => quotasIn(metadata.namespace) })),
    sync(key) {
      const stored = store.find(parseKey(resource, key));
      if (stored === undefined) return undefined;
      const quota = readResourceQuota(stored);
      if (hasScopes(quota)) return undefined;
      const used = Object.entries(quotaUsed(store, quota)).map(([name, amount]) => [name, formatAmount(name, amount)]);
      const status = { hard: quota.spec.hard ?? {}, used: Object.fromEntries(used) };
      if (same(quota.status ?? {}, status)) return undefined;
      store.modify(parseKey(resource, key), (found) => ({ ...found, status }), 'status');
      return undefined;
    },
  };
}
