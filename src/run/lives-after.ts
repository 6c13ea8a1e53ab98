import { parseTime } from '../evidence/death-window.ts';
import type { ObservedInstance } from './instance.ts';

export interface AfterRemedy {
  /** Names of the containers that count. */
  containers: ReadonlySet<string>;
  /** Uids of the pods that the rollout left or brought. */
  pods: ReadonlySet<string>;
  /** Milliseconds since the Unix epoch. */
  remedyAt: number;
  /** True where a life that began before the remedy says nothing of it: it has read its configuration before. */
  anew: boolean;
}

/** Those of `instances` that say what a remedy is worth: they lived after it, in a pod that it left or brought. */
export function livesAfter(instances: ObservedInstance[], after: AfterRemedy): ObservedInstance[] {
  return instances.filter((instance) => {
    // A start that the runtime did not manage is no life, and the kubelet tries again: under load runc now and then
    // fails one on cgroup v1. Where no try works, the rollout does not complete.
    if (instance.termination !== null && instance.startedAt === null) return false;
    // A pod on its way out counts for nothing, also where its container is restarted once more before it goes.
    if (!after.pods.has(instance.podUid) || !after.containers.has(instance.container)) return false;
    if (after.anew && instance.termination !== null && (instance.startedAt ?? 0) < after.remedyAt - 1000) return false;
    return endOf(instance) >= after.remedyAt;
  });
}

/** Where the watch began late, an end may be older than its first sight; the status gives whole seconds, rounded down. */
function endOf({ endSeenAt, termination }: ObservedInstance): number {
  const finishedAt = parseTime(termination?.state.finishedAt);
  return Math.min(endSeenAt ?? Infinity, finishedAt === null ? Infinity : finishedAt + 1000);
}
