import { formatSeconds } from '../shared/quantity.ts';

/** What must be seen of a fault before a remedy is applied; a run that does not see it is inconclusive. */
export type Symptom =
  /** The kernel kills the container at its memory limit. */
  | { kind: 'oom-kill'; times: number }
  /** The kernel kills a process of the container and not its first one: the container lives on. */
  | { kind: 'child-oom-kill'; times: number }
  /** The container ends by itself with one of these codes. */
  | { kind: 'exit'; codes: number[]; times: number }
  /** The kubelet ends the container because its liveness or startup probe fails. */
  | { kind: 'probe-kill'; times: number }
  /** The container waits for one of these reasons, or an event on its pod has one of them. */
  | { kind: 'cannot-start'; reasons: string[] }
  /** The container runs for so many seconds and is not ready. */
  | { kind: 'not-ready'; for: number }
  /** The container ends with one of these codes when it is asked to, which the run itself does: it rolls out anew. */
  | { kind: 'stop'; codes: number[] }
  /** The kubelet evicts a pod of the workload because its node is low on memory. */
  | { kind: 'evicted'; times: number }
  /** No node takes the pod. */
  | { kind: 'unschedulable' }
  /** The API server takes no pod of the workload. */
  | { kind: 'no-pod' }
  /** A decoy: the container is ready for so many seconds, and nothing fails; so many deaths are part of its past. */
  | { kind: 'none'; for: number; deaths: number };

/** Ends "wait for …" and "a run goes on once it has seen …". */
export function symptomWords(symptom: Symptom, container: string): string {
  if (symptom.kind === 'oom-kill') return `${count(symptom.times, 'OOM kill')} of container ${container}`;
  if (symptom.kind === 'child-oom-kill') {
    return `${count(symptom.times, 'OOM kill')} of a process in container ${container}, which lives on`;
  }
  if (symptom.kind === 'exit') {
    return `${count(symptom.times, 'end')} of container ${container} with exit code ${symptom.codes.join(' or ')}`;
  }
  if (symptom.kind === 'probe-kill') {
    return `${count(symptom.times, 'end')} of container ${container} for a failing probe`;
  }
  if (symptom.kind === 'cannot-start') {
    return `container ${container} to be held up by ${symptom.reasons.join(' or ')}`;
  }
  if (symptom.kind === 'not-ready') {
    return `container ${container} to run for ${formatSeconds(symptom.for)} without getting ready`;
  }
  if (symptom.kind === 'stop') {
    return `container ${container} to end with exit code ${symptom.codes.join(' or ')} when a rollout asks it to`;
  }
  if (symptom.kind === 'evicted') {
    return `${count(symptom.times, 'eviction')} of a pod with container ${container} from a node that is low on memory`;
  }
  if (symptom.kind === 'unschedulable') return 'a pod that no node takes';
  if (symptom.kind === 'no-pod') return 'a pod that the API server does not take';
  symptom.kind satisfies 'none';
  const past = symptom.deaths === 0 ? '' : `${count(symptom.deaths, 'death')}, and after that `;
  return `${past}container ${container} to be ready for ${formatSeconds(symptom.for)} while nothing fails`;
}

/** True for a scenario that looks like an incident and is none: there is nothing to resolve. */
export function isDecoy({ kind }: Symptom): boolean {
  return kind === 'none';
}

/** Whether a container of the workload ever starts while the fault is there. */
export function containerStarts({ kind }: Symptom): boolean {
  return kind !== 'cannot-start' && kind !== 'unschedulable' && kind !== 'no-pod';
}

function count(times: number, what: string): string {
  return times === 1 ? `one ${what}` : `${times} ${what}s`;
}
