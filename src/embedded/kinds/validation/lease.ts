import type { Typed } from '../schema/typed.ts';
import { notNegative, positive } from './numbers.ts';
import type { Problems } from './problem.ts';

export function* leaseProblems({ spec = {} }: Typed<'Lease'>): Problems {
  yield* positive('spec.leaseDurationSeconds', spec.leaseDurationSeconds);
  yield* notNegative('spec.leaseTransitions', spec.leaseTransitions);
}
