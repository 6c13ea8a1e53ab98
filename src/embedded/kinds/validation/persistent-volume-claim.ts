import type { Typed } from '../schema/typed.ts';
import { type Problems, required } from './problem.ts';

export function* claimProblems({ spec = {} }: Typed<'PersistentVolumeClaim'>): Problems {
  if ((spec.accessModes ?? []).length === 0) {
    yield required('spec.accessModes', 'at least 1 access mode is required');
  }
  if (spec.resources?.requests?.['storage'] === undefined) yield required('spec.resources[storage]');
}
