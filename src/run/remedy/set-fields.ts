import type { FieldSettings } from '../../scenario/model.ts';
import type { RunContext } from '../context.ts';

/**
 * What `kubectl set image`, `set resources` and `set env` do to the workload's container, as one patch: by hand each of
 * the three rolls the workload out, and the ones before the last are never finished.
 */
export async function setFields({ plan, lab, namespace, signal }: RunContext, fields: FieldSettings): Promise<string> {
  const { kind, name, container } = plan.scenario.workload;
  const { image, requests, limits, env } = fields;
  const resources = { ...unlessEmpty('requests', requests), ...unlessEmpty('limits', limits) };
  const variables = Object.entries(env).map(([name, value]) => {
    // kubectl replaces the whole variable: one that was read from elsewhere is now a plain value.
    return value === null ? { name, $patch: 'delete' } : { name, value, valueFrom: null };
  });
  const changed = {
    name: container,
    ...(image === null ? {} : { image }),
    ...unlessEmpty('resources', resources),
    ...(variables.length === 0 ? {} : { env: variables }),
  };
  const patch = { spec: { template: { spec: { containers: [changed] } } } };
  await lab.cluster.api.patch({ apiVersion: 'apps/v1', kind, namespace, name }, patch, signal);
  const words = [
    ...(image === null ? [] : [`image ${image}`]),
    ...Object.entries(requests).map(([resource, amount]) => `${resource} request ${amount}`),
    ...Object.entries(limits).map(([resource, amount]) => `${resource} limit ${amount}`),
    ...Object.entries(env).map(([variable, value]) => (value === null ? `no ${variable}` : `${variable}=${value}`)),
  ];
  return `set ${words.join(', ')} of ${kind} ${name}`;
}

function unlessEmpty<K extends string>(key: K, value: object): Partial<Record<K, object>> {
  const partial: Partial<Record<K, object>> = {};
  if (Object.keys(value).length > 0) partial[key] = value;
  return partial;
}
