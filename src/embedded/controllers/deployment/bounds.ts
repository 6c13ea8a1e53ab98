import type { Deployment } from '../models/deployment.ts';
import { wanted } from '../models/replica-set.ts';

/** By how much a rolling update may go above and below the wanted number of pods (deployment/util ResolveFenceposts). */
export interface Bounds {
  maxSurge: number;
  maxUnavailable: number;
}

export function boundsOf(deployment: Deployment): Bounds {
  const { strategy } = deployment.spec;
  const replicas = wanted(deployment);
  if (!isRolling(deployment)) return { maxSurge: 0, maxUnavailable: 0 };
  const maxSurge = scaled(strategy?.rollingUpdate?.maxSurge ?? '25%', replicas, Math.ceil);
  const down = scaled(strategy?.rollingUpdate?.maxUnavailable ?? '25%', replicas, Math.floor);
  // Both 0 would never move.
  const maxUnavailable = maxSurge === 0 && down === 0 ? 1 : down;
  return { maxSurge, maxUnavailable: Math.min(maxUnavailable, replicas) };
}

export function isRolling({ spec }: Deployment): boolean {
  return (spec.strategy?.type ?? 'RollingUpdate') === 'RollingUpdate';
}

function scaled(value: number | string, of: number, round: (value: number) => number): number {
  if (typeof value === 'number') return value;
  const percent = /^(\d+)%$/.exec(value);
  return percent === null ? 0 : round((Number(percent[1]) * of) / 100);
}
