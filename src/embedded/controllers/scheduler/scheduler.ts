import { keyOf, locate, parseKey } from '../controller.ts';
import type { Context, ControllerPlan } from '../controller.ts';
import { createRecorder } from '../events/recorder.ts';
import type { Recorder } from '../events/recorder.ts';
import { listOf } from '../models/object.ts';
import { readNode } from '../models/node.ts';
import type { Node } from '../models/node.ts';
import { readPod } from '../models/pod.ts';
import type { Pod } from '../models/pod.ts';
import { hasEnded, podCondition } from '../pod-state.ts';
import { timestamp } from '../../store/new-object.ts';
import type { Store } from '../../store/store.ts';
import { claimProblem } from './claims.ts';
import { misfit } from './fit.ts';
import type { Misfit } from './fit.ts';
import { unschedulableMessage } from './message.ts';

const resource = 'pods';
/** A pod that found no room looks again after this long, whatever happened (pkg/scheduler/backend/queue). */
const longestWait = 300_000;

/** Gives pods a node, by requests and room alone; no preemption, no scores: there is one node. */
export function scheduler(context: Context): ControllerPlan {
  const recorder = createRecorder(context, 'default-scheduler');
  return {
    name: 'scheduler',
    sources: [
      {
        resource,
        keys: (stored, type) => {
          const pod = readPod(stored);
          const room = hasNode(pod) && (type === 'DELETED' || hasEnded(pod));
          return room ? pendingPods(context.store) : isPending(pod) && isNew(pod) ? [keyOf(pod)] : [];
        },
      },
      { resource: 'nodes', keys: () => pendingPods(context.store) },
      { resource: 'persistentvolumeclaims', keys: () => pendingPods(context.store) },
    ],
    sync: (key) => schedule(context, recorder, key),
  };
}

function schedule(context: Context, recorder: Recorder, key: string): number | undefined {
  const { store } = context;
  const stored = store.find(parseKey(resource, key));
  if (stored === undefined) return undefined;
  const pod = readPod(stored);
  if (!isPending(pod)) return undefined;
  const pods = listOf(store, readPod, { resource });
  const nodes = listOf(store, readNode, { resource: 'nodes' });
  const misfits: Misfit[] = [];
  const problem = claimProblem(store, pod, nodes.length);
  for (const node of problem === undefined ? nodes : []) {
    const why = misfit(pod, node, pods);
    if (why === undefined) return bind(context, recorder, pod, node);
    misfits.push(why);
  }
  const message = problem ?? unschedulableMessage(misfits);
  setScheduled(context, pod, { status: 'False', reason: 'Unschedulable', message });
  recorder.warning(pod, 'FailedScheduling', message);
  return longestWait;
}

function bind(context: Context, recorder: Recorder, pod: Pod, node: Node): undefined {
  const { name } = node.metadata;
  // The condition goes first: who sees the node, the kubelet, sees a pod that has it.
  setScheduled(context, pod, { status: 'True' });
  context.store.modify(locate(resource, pod), (stored) => {
    const found = readPod(stored);
    return { ...found, spec: { ...found.spec, nodeName: name } };
  });
  const { namespace = '', name: podName } = pod.metadata;
  recorder.normal(pod, 'Scheduled', `Successfully assigned ${namespace}/${podName} to ${name}`);
}

interface Scheduled {
  status: 'True' | 'False';
  reason?: string;
  message?: string;
}

function setScheduled({ store, clock }: Context, pod: Pod, scheduled: Scheduled): void {
  store.modify(
    locate(resource, pod),
    (stored) => {
      const found = readPod(stored);
      const before = podCondition(found, 'PodScheduled');
      const kept = before?.status === scheduled.status ? before.lastTransitionTime : undefined;
      const condition = {
        type: 'PodScheduled',
        observedGeneration: found.metadata.generation,
        lastProbeTime: null,
        lastTransitionTime: kept ?? timestamp(clock.now()),
        ...scheduled,
      };
      const others = (found.status?.conditions ?? []).filter(({ type }) => type !== 'PodScheduled');
      return { ...found, status: { ...found.status, conditions: [...others, condition] } };
    },
    'status',
  );
}

function pendingPods(store: Store): string[] {
  return listOf(store, readPod, { resource }).filter(isPending).map(keyOf);
}

function isPending(pod: Pod): boolean {
  const { schedulerName = 'default-scheduler', schedulingGates = [] } = pod.spec;
  const ours = schedulerName === 'default-scheduler' && schedulingGates.length === 0;
  return ours && !hasNode(pod) && !hasEnded(pod) && pod.metadata.deletionTimestamp === undefined;
}

function hasNode({ spec }: Pod): boolean {
  return spec.nodeName !== undefined && spec.nodeName !== '';
}

/** Not tried yet: what was tried is tried again when room appears, not for what its own status says. */
function isNew(pod: Pod): boolean {
  return podCondition(pod, 'PodScheduled') === undefined;
}
