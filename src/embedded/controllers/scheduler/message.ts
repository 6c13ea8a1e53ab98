import type { Misfit } from './fit.ts';

/**
 * Why a pod found no node, in the words of Kubernetes 1.34 as kind gave them
 * (pkg/scheduler/framework/types.go FitError; plugins/dynamicresources adds "no new claims to deallocate").
 */
export function unschedulableMessage(misfits: Misfit[]): string {
  const all = misfits.length;
  if (all === 0) return 'no nodes available to schedule pods';
  const counts = new Map<string, number>();
  for (const reason of misfits.flatMap(({ reasons }) => reasons)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const reasons = tell([...counts]);
  const hopeless = misfits.filter((misfit) => misfit.hopeless).length;
  const preemption = tell([
    ['No preemption victims found for incoming pod', all - hopeless],
    ['Preemption is not helpful for scheduling', hopeless],
  ]);
  const head = `0/${all} nodes are available:`;
  return `${head} ${reasons}. no new claims to deallocate, preemption: ${head} ${preemption}.`;
}

function tell(counts: [string, number][]): string {
  return counts
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${count} ${reason}`)
    .sort()
    .join(', ');
}
