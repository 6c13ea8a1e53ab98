import type { NewObject } from '../../store/object.ts';
import { forbidden } from '../../store/status-errors.ts';
import type { ResourceName, Store } from '../../store/store.ts';
import { readResourceQuota } from '../models/limits.ts';
import { listOf } from '../models/object.ts';
import { podSpec } from '../models/pod.ts';
import { amountOf } from '../pod-requests.ts';
import { usageOf } from '../quota-usage.ts';
import { hasScopes, quotaUsed } from '../quota-used.ts';
import { formatAmount } from './format-amount.ts';

/** Refuses what a quota of the namespace has no room for (apiserver plugin resourcequota). */
export function checkQuota(store: Store, resource: ResourceName, object: NewObject): void {
  const { namespace, name = '' } = object.metadata;
  if (namespace === undefined) return;
  const requested = usageOf(resource, object);
  for (const quota of listOf(store, readResourceQuota, { resource: 'resourcequotas', namespace })) {
    if (hasScopes(quota)) continue;
    const hard = quota.spec.hard ?? {};
    if (resource === 'pods') {
      const missing = unspecified(Object.keys(hard), object);
      if (missing !== '')
        throw forbidden(resource, name, `failed quota: ${quota.metadata.name}: must specify ${missing}`);
    }
    const used = quotaUsed(store, quota);
    const exceeded = Object.keys(hard).filter(
      (key) => (requested[key] ?? 0) > 0 && (used[key] ?? 0) + (requested[key] ?? 0) > amountOf(hard[key]),
    );
    if (exceeded.length === 0) continue;
    const tell = (amounts: (key: string) => string) =>
      exceeded
        .sort()
        .map((key) => `${key}=${amounts(key)}`)
        .join(',');
    const asked = tell((key) => formatAmount(key, requested[key] ?? 0));
    const taken = tell((key) => formatAmount(key, used[key] ?? 0));
    const limited = tell((key) => String(hard[key]));
    const why = `exceeded quota: ${quota.metadata.name}, requested: ${asked}, used: ${taken}, limited: ${limited}`;
    throw forbidden(resource, name, why);
  }
}

const computed = ['cpu', 'memory', 'requests.cpu', 'requests.memory', 'limits.cpu', 'limits.memory'];

/** "limits.memory for: a,b; requests.cpu for: a": what a quota counts, each container must state. */
function unspecified(limited: string[], object: NewObject): string {
  const { containers, initContainers = [] } = podSpec.parse(object['spec']);
  return limited
    .filter((name) => computed.includes(name))
    .sort()
    .flatMap((name) => {
      const [of = '', resource = of] = name.split('.');
      const lacking = [...containers, ...initContainers].filter(({ resources }) => {
        const stated = of === 'limits' ? resources?.limits : resources?.requests;
        return stated?.[resource] === undefined;
      });
      return lacking.length === 0 ? [] : [`${name} for: ${lacking.map((container) => container.name).join(',')}`];
    })
    .join('; ');
}
