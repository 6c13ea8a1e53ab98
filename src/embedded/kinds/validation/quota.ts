import type { Typed } from '../schema/typed.ts';
import { seenBefore } from './metadata.ts';
import { qualifiedName } from './names.ts';
import { forbidden, invalid, type Problems } from './problem.ts';
import { amountProblems, nanosOf } from './resources.ts';

const counted = new Set([
  'pods',
  'services',
  'services.nodeports',
  'services.loadbalancers',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
]);
const measured = new Set([
  'cpu',
  'memory',
  'ephemeral-storage',
  'requests.cpu',
  'requests.memory',
  'requests.ephemeral-storage',
  'requests.storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
]);
const scopes = [
  'Terminating',
  'NotTerminating',
  'BestEffort',
  'NotBestEffort',
  'PriorityClass',
  'CrossNamespacePodAffinity',
  'VolumeAttributesClass',
];

export function* resourceQuotaProblems({ spec = {} }: Typed<'ResourceQuota'>): Problems {
  for (const [name, amount] of Object.entries(spec.hard ?? {})) {
    const field = `spec.hard[${name}]`;
    for (const why of qualifiedName(name)) yield invalid(field, name, why);
    if (!name.includes('/') && !counted.has(name) && !measured.has(name) && !name.includes('hugepages-')) {
      yield invalid(field, name, 'must be a standard resource type or fully qualified');
      yield invalid(field, name, 'must be a standard resource for quota');
    }
    yield* amountProblems(name, amount, field, counted.has(name) || name.startsWith('count/'));
  }
  if ((spec.scopes ?? []).some((scope) => !scopes.includes(scope))) {
    yield invalid('spec.scopes', spec.scopes, 'unsupported scope');
  }
}

export function* limitRangeProblems({ spec = {} }: Typed<'LimitRange'>): Problems {
  const types = new Set<string>();
  for (const [index, item] of (spec.limits ?? []).entries()) {
    const field = `spec.limits[${index}]`;
    const { type = '' } = item;
    if (!['Pod', 'Container', 'PersistentVolumeClaim'].includes(type) && !type.includes('/')) {
      yield invalid(`${field}.type`, type, 'must be a standard limit type or fully qualified');
    }
    yield* seenBefore(types, type, `${field}.type`);
    if (type === 'Pod') {
      for (const name of ['default', 'defaultRequest'] as const) {
        if (item[name] !== undefined) yield forbidden(`${field}.${name}`, "may not be specified when `type` is 'Pod'");
      }
    } else yield* boundsProblems(item, field);
  }
}

/** The values that the server shows are not always those that are wrong; we show the same. */
function* boundsProblems(item: Typed<'LimitRangeItem'>, field: string): Problems {
  const { min = {}, max = {}, default: limits = {}, defaultRequest: requests = {} } = item;
  for (const name of new Set([min, max, limits, requests].flatMap(Object.keys))) {
    const [least, most, limit, request] = [min[name], max[name], limits[name], requests[name]];
    if (exceeds(least, most)) {
      yield invalid(`${field}.min[${name}]`, least, `min value ${least} is greater than max value ${most}`);
    }
    const requestField = `${field}.defaultRequest[${name}]`;
    if (exceeds(least, request)) {
      yield invalid(requestField, request, `min value ${least} is greater than default request value ${request}`);
    }
    if (exceeds(request, most)) {
      yield invalid(requestField, request, `default request value ${request} is greater than max value ${most}`);
    }
    if (exceeds(request, limit)) {
      yield invalid(
        requestField,
        request,
        `default request value ${request} is greater than default limit value ${limit}`,
      );
    }
    if (exceeds(least, limit)) {
      yield invalid(`${field}.default[${name}]`, least, `min value ${least} is greater than default value ${limit}`);
    }
    if (exceeds(limit, most)) {
      yield invalid(`${field}.default[${name}]`, most, `default value ${limit} is greater than max value ${most}`);
    }
  }
}

function exceeds(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && nanosOf(one) > nanosOf(other);
}
