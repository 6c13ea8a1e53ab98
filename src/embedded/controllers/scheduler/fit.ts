import { containsAll } from '../labels.ts';
import type { Node } from '../models/node.ts';
import type { Pod, Toleration } from '../models/pod.ts';
import { hasEnded } from '../pod-state.ts';
import { amountOf, podAmounts, sum } from '../pod-requests.ts';

/** Why a node will not do, in the scheduler's words; `hopeless` where no other pod's going would change it. */
export interface Misfit {
  reasons: string[];
  hopeless: boolean;
}

type Taint = NonNullable<NonNullable<Node['spec']>['taints']>[number];

/** Undefined when the pod fits. The filters stop at the first that says no, as the framework's. `others` are all pods. */
export function misfit(pod: Pod, node: Node, others: Pod[]): Misfit | undefined {
  if (node.spec?.unschedulable === true && !tolerates(pod, unschedulable)) {
    return { reasons: ['node(s) were unschedulable'], hopeless: true };
  }
  const taint = node.spec?.taints?.find((taint) => repels(taint) && !tolerates(pod, taint));
  if (taint !== undefined) {
    return { reasons: [`node(s) had untolerated taint {${taint.key}: ${taint.value ?? ''}}`], hopeless: true };
  }
  if (!containsAll(node.metadata.labels ?? {}, pod.spec.nodeSelector ?? {})) {
    return { reasons: ["node(s) didn't match Pod's node affinity/selector"], hopeless: true };
  }
  return lacks(pod, node, others);
}

function lacks(pod: Pod, node: Node, others: Pod[]): Misfit | undefined {
  const allocatable = node.status?.allocatable ?? {};
  const present = others.filter((other) => other.spec.nodeName === node.metadata.name && !hasEnded(other));
  const used = present.map((other) => podAmounts(other.spec, 'requests')).reduce(sum, {});
  const reasons: string[] = [];
  let hopeless = false;
  if (present.length + 1 > amountOf(allocatable['pods'])) reasons.push('Too many pods');
  for (const [name, request] of Object.entries(podAmounts(pod.spec, 'requests')).sort(byName)) {
    const whole = amountOf(allocatable[name]);
    if (request === 0 || request <= whole - (used[name] ?? 0)) continue;
    reasons.push(`Insufficient ${name}`);
    hopeless ||= request > whole;
  }
  return reasons.length === 0 ? undefined : { reasons, hopeless };
}

function byName([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}

const unschedulable: Taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };

function repels({ effect }: Taint): boolean {
  return effect === 'NoSchedule' || effect === 'NoExecute';
}

function tolerates({ spec }: Pod, taint: Taint): boolean {
  return (spec.tolerations ?? []).some((toleration) => covers(toleration, taint));
}

function covers({ key, operator = 'Equal', value = '', effect }: Toleration, taint: Taint): boolean {
  if (effect !== undefined && effect !== '' && effect !== taint.effect) return false;
  if (key !== undefined && key !== '' && key !== taint.key) return false;
  return operator === 'Exists' || (key !== undefined && value === (taint.value ?? ''));
}
