import { parseTime } from '../evidence/death-window.ts';
import type { Quote } from '../evidence/death.ts';
import type { Container, ContainerStatus, Pod } from '../evidence/objects.ts';

/** One container of one pod, as the pod's spec and status show it now. */
export interface Place {
  pod: Pod;
  spec: Container;
  status: ContainerStatus | undefined;
  init: boolean;
}

/** Why it is not running, as the kubelet says; null where it is, or where the kubelet gives no reason. */
export interface Waiting {
  place: Place;
  reason: string;
  message: string;
}

export function placeOf(pod: Pod, name: string): Place | undefined {
  const init = pod.spec.initContainers?.find((one) => one.name === name);
  const spec = init ?? pod.spec.containers.find((one) => one.name === name);
  if (spec === undefined) return undefined;
  const statuses = init === undefined ? pod.status?.containerStatuses : pod.status?.initContainerStatuses;
  return { pod, spec, status: statuses?.find((status) => status.name === name), init: init !== undefined };
}

/** A pod that is on its way out, or has done its work, shows no fault by not running. */
export function isCurrent({ metadata, status }: Pod): boolean {
  return metadata.deletionTimestamp === undefined && status?.phase !== 'Succeeded';
}

export function waitingOf(place: Place): Waiting | null {
  const waiting = place.status?.state?.waiting;
  if (waiting?.reason === undefined || !isCurrent(place.pod)) return null;
  return { place, reason: waiting.reason, message: waiting.message ?? '' };
}

/** Running, and ready where it has a readiness probe. */
export function isReady({ status }: Place): boolean {
  return status?.state?.running !== undefined && status.ready;
}

/** Seconds for which it has been running now; null where it is not. */
export function runningFor({ status }: Place, now: number): number | null {
  const startedAt = parseTime(status?.state?.running?.startedAt);
  return startedAt === null ? null : Math.max(0, (now - startedAt) / 1000);
}

/** Where in the bundle the status stands, for a quote. */
export function statusSource({ pod, spec, init }: Place, field: string): string {
  const list = init ? 'initContainerStatuses' : 'containerStatuses';
  return `pods.json: ${pod.metadata.name} status.${list}[${spec.name}].${field}`;
}

export function waitingQuote({ place, reason, message }: Waiting): Quote {
  const text = message === '' ? reason : `${reason}: ${message}`;
  return { source: statusSource(place, 'state.waiting'), text };
}
