import { invalid, type Problems } from './problem.ts';

export function* notNegative(field: string, value: number | undefined): Problems {
  if (value !== undefined && value < 0) yield invalid(field, value, 'must be greater than or equal to 0');
}

export function* positive(field: string, value: number | undefined): Problems {
  if (value !== undefined && value <= 0) yield invalid(field, value, 'must be greater than 0');
}
