import type { Aftermath, Baseline } from './case.ts';

/** A workload that does less than this share of its work before the remedy survives by not working. */
const leastWork = 0.8;

/** What the service no longer does, one sentence each; empty when it does its job. */
export function neglectedDuties(baseline: Baseline, aftermath: Aftermath): string[] {
  const failed = aftermath.invariants
    .filter(({ held }) => !held)
    .map(({ name, expected, got }) => `"${name}" no longer holds: expected ${expected}, got ${got}.`);
  const [before, after] = [baseline.workRate, aftermath.workRate];
  if (before === null || before <= 0 || after === null || after >= leastWork * before) return failed;
  const share = Math.round((after / before) * 100);
  return [
    ...failed,
    `It does ${rate(after)} units of work a second, ${share} % of the ${rate(before)} before the remedy.`,
  ];
}

/** Why it is not known whether the service still works as fast; null when it is known or never was. */
export function unknownWork(baseline: Baseline, aftermath: Aftermath): string | null {
  if (baseline.workRate === null || baseline.workRate <= 0 || aftermath.workRate !== null) return null;
  return `The rate of work could not be measured after the remedy (before: ${rate(baseline.workRate)} a second).`;
}

function rate(perSecond: number): string {
  return perSecond >= 100 ? perSecond.toFixed(0) : perSecond.toPrecision(2);
}
