import { randomInt } from 'node:crypto';

const letters = 'bcdfghjkmnpqrstvwxz';

/** A run's id: sortable by time, unlikely to meet another, valid as a part of a namespace's name. */
export function newRunId(now: Date): string {
  const digits = now.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
  const tail = Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-${tail}`;
}

/** Neutral on purpose: nothing in the cluster tells which fault is deployed. */
export function namespaceOf(runId: string): string {
  return `lab-${runId}`;
}
