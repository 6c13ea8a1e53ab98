import { parseQuantity } from '../../shared/quantity.ts';
import { ConfigError } from './config-error.ts';
import type { Container, Pod } from './pod.ts';

/** What the node has: the value of a limit that is not set. */
export interface NodeCapacity {
  /** Cores. */
  cpu: number;
  /** Bytes. */
  memory: number;
}

/** A quantity of a resource list as a number (bytes, cores); undefined where it is not set. */
export function quantityOf(list: Record<string, string | number>, resource: string): number | undefined {
  const value = list[resource];
  return value === undefined ? undefined : parseQuantity(String(value));
}

/** Bytes that all containers of a pod may use together; undefined where one of them has no limit. */
export function podMemoryLimit({ spec }: Pod): number | undefined {
  const limits = spec.containers.map(({ resources }) => quantityOf(resources.limits, 'memory'));
  return limits.reduce((sum, limit) => (sum === undefined || limit === undefined ? undefined : sum + limit), 0);
}

/** The value of `resourceFieldRef`, in units of its divisor and rounded up. */
export function resourceValue(
  pod: Pod,
  container: Container,
  reference: { containerName?: string | undefined; resource: string; divisor: string | number },
  node: NodeCapacity,
): string {
  const { containerName, resource } = reference;
  const all = [...pod.spec.initContainers, ...pod.spec.containers];
  const subject = containerName === undefined ? container : all.find(({ name }) => name === containerName);
  if (subject === undefined) throw new ConfigError(`container ${containerName} not found`);
  const [list, kind] = resource.split('.');
  if ((list !== 'limits' && list !== 'requests') || (kind !== 'cpu' && kind !== 'memory')) {
    throw new ConfigError(`unsupported container resource : ${resource}`);
  }
  const set = quantityOf(subject.resources[list], kind);
  const value = set ?? (list === 'limits' ? node[kind] : 0);
  const divisor = parseQuantity(String(reference.divisor));
  return String(Math.ceil(value / (divisor === undefined || divisor === 0 ? 1 : divisor)));
}
