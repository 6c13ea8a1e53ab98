import { parseTime } from '../../evidence/death-window.ts';
import type { ContainerStatus, KubeEvent, Pod } from '../../evidence/objects.ts';
import { formatSeconds } from '../../shared/quantity.ts';
import type { RunContext } from '../context.ts';
import type { Look, Sighting } from './sighting.ts';

/** The container waits for one of these reasons, or an event on its pod has one of them. */
export function cannotStart(reasons: readonly string[]): Look {
  return (context) =>
    current(context).flatMap((pod) => {
      const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
      const waiting = statuses.map(({ state }) => state?.waiting).find((one) => reasons.includes(one?.reason ?? ''));
      if (waiting !== undefined)
        return [stateOf(context, pod, `waits: ${waiting.reason ?? ''}${told(waiting.message)}`)];
      if (statuses.some(({ state }) => state?.running !== undefined)) return [];
      const event = eventsOn(context, 'Pod', pod.metadata.name).find(({ reason }) => reasons.includes(reason ?? ''));
      return event === undefined
        ? []
        : [stateOf(context, pod, `is held up: ${event.reason ?? ''}${told(event.message)}`)];
    });
}

/** The container has run for so many seconds and is not ready. */
export function notReady(seconds: number): Look {
  return (context) =>
    current(context).flatMap((pod) => {
      const status = ours(context, pod);
      const startedAt = parseTime(status?.state?.running?.startedAt);
      if (status === undefined || status.ready || startedAt === null) return [];
      const age = (context.lab.clock.now() - startedAt) / 1000;
      if (age < seconds) return [];
      const failing = eventsOn(context, 'Pod', pod.metadata.name).findLast(({ reason }) => reason === 'Unhealthy');
      const text = `container ${status.name} of ${pod.metadata.name} runs for ${formatSeconds(age)} and is not ready${told(failing?.message)}`;
      return [{ text, pod: pod.metadata.name, after: age, ended: null }];
    });
}

/** No node takes the pod. */
export const unschedulable: Look = (context) =>
  current(context).flatMap((pod) => {
    const placed = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
    if (placed?.status !== 'False' || placed.reason !== 'Unschedulable') return [];
    return [stateOf(context, pod, `finds no node${told(placed.message)}`)];
  });

/** The API server takes no pod, and there is none. */
export const noPod: Look = (context) => {
  if (current(context).length > 0) return [];
  const refused = context.observation.events().findLast(({ reason }) => reason === 'FailedCreate');
  if (refused === undefined) return [];
  return [{ text: `no pod is created${told(refused.message)}`, pod: null, after: 0, ended: null }];
};

function current({ observation, earlierPods }: RunContext): Pod[] {
  return observation
    .pods()
    .filter(
      ({ metadata }) => metadata.deletionTimestamp === undefined && !earlierPods.has(metadata.uid ?? metadata.name),
    );
}

function ours({ plan }: RunContext, { status }: Pod): ContainerStatus | undefined {
  return status?.containerStatuses?.find(({ name }) => name === plan.scenario.workload.container);
}

function eventsOn({ observation }: RunContext, kind: string, name: string): KubeEvent[] {
  return observation
    .events()
    .filter(({ involvedObject }) => involvedObject.kind === kind && involvedObject.name === name);
}

function stateOf({ lab }: RunContext, pod: Pod, what: string): Sighting {
  const createdAt = parseTime(pod.metadata.creationTimestamp);
  const after = createdAt === null ? null : Math.max(0, (lab.clock.now() - createdAt) / 1000);
  return { text: `pod ${pod.metadata.name} ${what}`, pod: pod.metadata.name, after, ended: null };
}

function told(message: string | undefined): string {
  return message === undefined || message === ''
    ? ''
    : ` (${message.length > 160 ? `${message.slice(0, 160)}…` : message})`;
}
