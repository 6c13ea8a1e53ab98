import type { LimitRangeItem } from '../models/limits.ts';
import type { PodSpec } from '../models/pod.ts';
import { amountOf, podAmounts, toAmounts } from '../pod-requests.ts';
import { formatAmount } from './format-amount.ts';

interface Asked {
  requests: Record<string, number>;
  limits: Record<string, number>;
}

type Quantity = string | number;

/** What a limit range says against a pod, in the words of plugin/pkg/admission/limitranger. */
export function limitRangeProblems(item: LimitRangeItem, spec: PodSpec): string[] {
  return askedOf(item, spec).flatMap((asked) => [
    ...each(item.min, (name, least) => below(item.type, name, least, asked)),
    ...each(item.max, (name, most) => above(item.type, name, most, asked)),
    ...each(item.maxLimitRequestRatio, (name, most) => unlike(item.type, name, most, asked)),
  ]);
}

function askedOf({ type }: LimitRangeItem, spec: PodSpec): Asked[] {
  if (type === 'Pod') return [{ requests: podAmounts(spec, 'requests'), limits: podAmounts(spec, 'limits') }];
  if (type !== 'Container') return [];
  return [...spec.containers, ...(spec.initContainers ?? [])].map(({ resources }) => ({
    requests: toAmounts(resources?.requests),
    limits: toAmounts(resources?.limits),
  }));
}

function each(
  quantities: Record<string, Quantity> = {},
  problem: (name: string, bound: Quantity) => string | undefined,
) {
  return Object.entries(quantities).flatMap(([name, bound]) => problem(name, bound) ?? []);
}

function below(type: string, name: string, least: Quantity, { requests, limits }: Asked): string | undefined {
  const rule = `minimum ${name} usage per ${type} is ${least}`;
  const [request, limit, bound] = [requests[name], limits[name], amountOf(least)];
  if (request === undefined) return `${rule}.  No request is specified`;
  if (request < bound) return `${rule}, but request is ${formatAmount(name, request)}`;
  if (limit !== undefined && limit < bound) return `${rule}, but limit is ${formatAmount(name, limit)}`;
  return undefined;
}

function above(type: string, name: string, most: Quantity, { requests, limits }: Asked): string | undefined {
  const rule = `maximum ${name} usage per ${type} is ${most}`;
  const [request, limit, bound] = [requests[name], limits[name], amountOf(most)];
  if (limit === undefined) return `${rule}.  No limit is specified`;
  if (limit > bound) return `${rule}, but limit is ${formatAmount(name, limit)}`;
  if (request !== undefined && request > bound) return `${rule}, but request is ${formatAmount(name, request)}`;
  return undefined;
}

function unlike(type: string, name: string, most: Quantity, { requests, limits }: Asked): string | undefined {
  const rule = `${name} max limit to request ratio per ${type} is ${most}`;
  const { [name]: request = 0 } = requests;
  const { [name]: limit = 0 } = limits;
  if (request === 0) return `${rule}, but no request is specified or request is 0`;
  if (limit === 0) return `${rule}, but no limit is specified or limit is 0`;
  return limit / request > amountOf(most)
    ? `${rule}, but provided ratio is ${(limit / request).toFixed(6)}`
    : undefined;
}
