import type { Pod } from '../models/pod.ts';
import { readySince } from '../pod-state.ts';

const phases = ['Pending', 'Unknown', 'Running'];
const costAnnotation = 'controller.kubernetes.io/pod-deletion-cost';

/**
 * The pods in the order in which a smaller ReplicaSet gives them up: those that work least first
 * (pkg/controller/controller_utils.go ActivePodsWithRanks). On one node the spread over nodes says nothing.
 */
export function deletionOrder(pods: Pod[], now: number): Pod[] {
  return pods.toSorted((a, b) => {
    for (const compare of comparisons) {
      const order = compare(a, b, now);
      if (order !== 0) return order;
    }
    return 0;
  });
}

type Comparison = (a: Pod, b: Pod, now: number) => number;

const comparisons: Comparison[] = [
  (a, b) => Number(hasNode(a)) - Number(hasNode(b)),
  (a, b) => phaseRank(a) - phaseRank(b),
  (a, b) => Number(readySince(a) !== undefined) - Number(readySince(b) !== undefined),
  (a, b) => cost(a) - cost(b),
  (a, b, now) => ageOrder(a, b, readySince(a), readySince(b), now),
  (a, b) => restarts(b) - restarts(a),
  (a, b, now) =>
    ageOrder(a, b, Date.parse(a.metadata.creationTimestamp), Date.parse(b.metadata.creationTimestamp), now),
];

function hasNode({ spec }: Pod): boolean {
  return spec.nodeName !== undefined && spec.nodeName !== '';
}

function phaseRank({ status }: Pod): number {
  return phases.indexOf(status?.phase ?? 'Pending');
}

function cost({ metadata }: Pod): number {
  return Number(metadata.annotations?.[costAnnotation] ?? 0) || 0;
}

function restarts({ status }: Pod): number {
  return Math.max(0, ...(status?.containerStatuses ?? []).map(({ restartCount }) => restartCount ?? 0));
}

/** The younger first; ages of the same power of two count as one, and then the uid decides, which is as good as chance. */
function ageOrder(a: Pod, b: Pod, sinceA: number | undefined, sinceB: number | undefined, now: number): number {
  if (sinceA === undefined || sinceB === undefined || sinceA === sinceB) return 0;
  const order = magnitude(now - sinceA) - magnitude(now - sinceB);
  return order === 0 ? a.metadata.uid.localeCompare(b.metadata.uid) : order;
}

function magnitude(milliseconds: number): number {
  // The real one takes nanoseconds; an age below one is -1.
  return milliseconds <= 0 ? -1 : Math.floor(Math.log2(milliseconds * 1e6));
}
