import type { FieldSettings, Remedy, Scenario } from './model.ts';

type Workload = Scenario['workload'];

/** The kubectl lines that do by hand what `set` does; each as its arguments. */
export function setCommands(fields: FieldSettings, workload: Workload): string[][] {
  const { image, requests, limits, env } = fields;
  const target = targetOf(workload);
  const amounts = [...flag('requests', requests), ...flag('limits', limits)];
  const variables = Object.entries(env).map(([name, value]) => (value === null ? `${name}-` : `${name}=${value}`));
  const container = ['-c', workload.container];
  return [
    ...(image === null ? [] : [['set', 'image', target, `${workload.container}=${image}`]]),
    ...(amounts.length === 0 ? [] : [['set', 'resources', target, ...container, ...amounts]]),
    ...(variables.length === 0 ? [] : [['set', 'env', target, ...container, ...variables]]),
  ];
}

/** Those for the rest of a remedy: the rollouts that it asks for. */
export function rolloutCommands({ undo, restart }: Pick<Remedy, 'undo' | 'restart'>, workload: Workload): string[][] {
  const target = targetOf(workload);
  return [...(undo ? [['rollout', 'undo', target]] : []), ...(restart ? [['rollout', 'restart', target]] : [])];
}

/** "deployment/orders" */
export function targetOf({ kind, name }: Pick<Workload, 'kind' | 'name'>): string {
  return `${kind.toLowerCase()}/${name}`;
}

function flag(name: string, amounts: Record<string, string>): string[] {
  const pairs = Object.entries(amounts).map(([resource, amount]) => `${resource}=${amount}`);
  return pairs.length === 0 ? [] : [`--${name}=${pairs.join(',')}`];
}
