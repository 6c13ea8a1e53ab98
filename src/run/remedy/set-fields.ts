import { z } from 'zod';
import { deploymentSchema } from '../../evidence/objects.ts';
import type { FieldSettings } from '../../scenario/model.ts';
import type { RunContext } from '../context.ts';

const variablesSchema = z.array(z.looseObject({ name: z.string() }));

/**
 * What `kubectl set image`, `set resources` and `set env` do to the workload's container, as one patch: by hand each of
 * the three rolls the workload out, and the ones before the last are never finished.
 */
export async function setFields(context: RunContext, fields: FieldSettings): Promise<string> {
  const { plan, lab, namespace, signal } = context;
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
    ...(variables.length === 0 ? {} : { env: variables, ...(await orderOf(context, env)) }),
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

/** New variables come last, as kubectl puts them: a variable may refer to those before it, as $(NAME). */
async function orderOf({ plan, lab, namespace, signal }: RunContext, env: FieldSettings['env']): Promise<object> {
  const { kind, name, container } = plan.scenario.workload;
  const { spec } = deploymentSchema.parse(
    await lab.cluster.api.get({ apiVersion: 'apps/v1', kind, namespace, name }, signal),
  );
  const found = spec.template.spec.containers.find((one) => one.name === container);
  const known = variablesSchema.parse(found?.['env'] ?? []).map((variable) => variable.name);
  const names = [...known, ...Object.keys(env).filter((variable) => !known.includes(variable))];
  return {
    '$setElementOrder/env': names.filter((variable) => env[variable] !== null).map((variable) => ({ name: variable })),
  };
}

function unlessEmpty<K extends string>(key: K, value: object): Partial<Record<K, object>> {
  const partial: Partial<Record<K, object>> = {};
  if (Object.keys(value).length > 0) partial[key] = value;
  return partial;
}
