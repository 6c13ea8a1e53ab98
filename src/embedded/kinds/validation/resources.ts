import { readQuantity, type Quantity } from '../quantity/quantity.ts';
import type { Typed } from '../schema/typed.ts';
import { qualifiedName } from './names.ts';
import { invalid, type Problems, required } from './problem.ts';

const containerResources = new Set(['cpu', 'memory', 'ephemeral-storage']);

/** Problems of a container's `resources`; `field` is their path. */
export function* resourceProblems(
  { limits = {}, requests = {} }: Typed<'ResourceRequirements'>,
  field: string,
): Problems {
  for (const [name, amount] of Object.entries(limits)) {
    yield* nameProblems(name, `${field}.limits[${name}]`);
    yield* amountProblems(name, amount, `${field}.limits[${name}]`);
  }
  for (const [name, amount] of Object.entries(requests)) {
    yield* nameProblems(name, `${field}.requests[${name}]`);
    yield* amountProblems(name, amount, `${field}.requests[${name}]`);
    const limit = limits[name];
    if (limit === undefined) {
      if (isExtended(name)) yield required(`${field}.limits`, 'Limit must be set for non overcommitable resources');
    } else if (isExtended(name) && nanosOf(amount) !== nanosOf(limit)) {
      yield invalid(`${field}.requests`, amount, `must be equal to ${name} limit of ${limit}`);
    } else if (nanosOf(amount) > nanosOf(limit)) {
      yield invalid(`${field}.requests`, amount, `must be less than or equal to ${name} limit of ${limit}`);
    }
  }
}

/** A quantity that must not be negative, nor a fraction where whole things are counted. */
export function* amountProblems(name: string, amount: string, field: string, whole = isExtended(name)): Problems {
  const nanos = nanosOf(amount);
  if (nanos < 0n) yield invalid(field, amount, 'must be greater than or equal to 0');
  if (whole && nanos % 1_000_000_000n !== 0n) yield invalid(field, amount, 'must be an integer');
}

/** The exact value in units of 10^-9. Quantities have been checked when they were decoded. */
export function nanosOf(amount: string): Quantity['nanos'] {
  return readQuantity(amount)?.nanos ?? 0n;
}

function* nameProblems(name: string, field: string): Problems {
  for (const why of qualifiedName(name)) yield invalid(field, name, why);
  if (name.includes('/') || containerResources.has(name) || name.startsWith('hugepages-')) return;
  yield invalid(field, name, 'must be a standard resource type or fully qualified');
  yield invalid(field, name, 'must be a standard resource for containers');
}

/** Of devices and the like there are whole ones, and never more promised than there are. */
function isExtended(name: string): boolean {
  return name.includes('/') && !name.includes('kubernetes.io/');
}
