import { parseQuantity } from '../../shared/quantity.ts';
import type { Container, PodSpec } from './models/pod.ts';

type Quantities = Record<string, string | number>;
type Amounts = Record<string, number>;

/** A quantity as a number: bytes, cores, pieces. */
export function amountOf(quantity: string | number | undefined): number {
  return typeof quantity === 'number' ? quantity : (parseQuantity(quantity ?? '') ?? 0);
}

/**
 * What a whole pod asks for or is limited to: its containers and sidecars together, or its greediest init container
 * with the sidecars started before it, where that is more (component-helpers resource/helpers.go PodRequests).
 */
export function podAmounts({ containers, initContainers = [], overhead }: PodSpec, of: 'requests' | 'limits'): Amounts {
  const amounts = (container: Container) => toAmounts(container.resources?.[of]);
  let sidecars: Amounts = {};
  let greediest: Amounts = {};
  for (const container of initContainers) {
    const own = amounts(container);
    if (container.restartPolicy === 'Always') sidecars = sum(sidecars, own);
    greediest = greater(greediest, container.restartPolicy === 'Always' ? sidecars : sum(sidecars, own));
  }
  const running = containers.map(amounts).reduce(sum, sidecars);
  return sum(greater(running, greediest), toAmounts(overhead));
}

export function toAmounts(quantities: Quantities = {}): Amounts {
  return Object.fromEntries(Object.entries(quantities).map(([name, quantity]) => [name, amountOf(quantity)]));
}

export function sum(a: Amounts, b: Amounts): Amounts {
  return merge(a, b, (x, y) => x + y);
}

function greater(a: Amounts, b: Amounts): Amounts {
  return merge(a, b, Math.max);
}

function merge(a: Amounts, b: Amounts, of: (x: number, y: number) => number): Amounts {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, of(a[name] ?? 0, b[name] ?? 0)]));
}
