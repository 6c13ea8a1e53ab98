import type { z } from 'zod';
import { eventSchema, podSchema } from '../../../src/evidence/objects.ts';
import type { Recording } from './recording.ts';

/** True once a recording holds what the situation is there to show. */
export type Told = (recording: Recording) => boolean;

type Pod = z.output<typeof podSchema>;
type ContainerStatus = NonNullable<NonNullable<Pod['status']>['containerStatuses']>[number];

export const all =
  (...told: Told[]): Told =>
  (recording) =>
    told.every((one) => one(recording));

/** An event of this reason about an object of each name; a name may be that of the object's owner. */
export const event =
  (reason: string, ...names: string[]): Told =>
  (recording) => {
    const events = recording.latest('Event').map((object) => eventSchema.parse(object));
    const found = events.filter((one) => one.reason === reason).map((one) => one.involvedObject.name ?? '');
    return names.every((name) => found.some((subject) => isOf(subject, name)));
  };

/** An event whose text has these words. */
export const says =
  (words: string): Told =>
  (recording) =>
    recording.latest('Event').some((object) => eventSchema.parse(object).message?.includes(words) === true);

/** A container of each pod has waited for this reason. */
export const waits = (reason: string, ...names: string[]): Told =>
  everyPod(names, (pod) => statusesOf(pod).some(({ state }) => state?.waiting?.reason === reason));

/**
 * In back-off after so many restarts. A kubelet shows the end for 10 s first: of the first back-off a second is left, of
 * the next one half [seen on Kubernetes 1.34].
 */
export const backsOff = (restarts: number, ...names: string[]): Told =>
  everyPod(names, (pod) =>
    statusesOf(pod).some(
      ({ state, restartCount }) => restartCount >= restarts && state?.waiting?.reason === 'CrashLoopBackOff',
    ),
  );

export const phase = (wanted: string, ...names: string[]): Told =>
  everyPod(names, (pod) => pod.status?.phase === wanted);

export const ready = (...names: string[]): Told => everyPod(names, (pod) => has(pod.status, 'Ready', 'True'));

export const notReady = (...names: string[]): Told => everyPod(names, (pod) => has(pod.status, 'Ready', 'False'));

export const restarted = (times: number, ...names: string[]): Told =>
  everyPod(names, (pod) => statusesOf(pod).some(({ restartCount }) => restartCount >= times));

export const gone =
  (...names: string[]): Told =>
  (recording) =>
    names.every((name) =>
      recording.of('Pod').some((history) => history.gone && history.versions[0]?.object.metadata.name === name),
    );

/** An object of the kind and each name that has the condition, for the reason. */
export const condition =
  (kind: string, type: string, reason: string, ...names: string[]): Told =>
  (recording) =>
    names.every((name) =>
      recording.latest(kind).some((object) => object.metadata.name === name && has(object['status'], type, reason)),
    );

/** `value`: of the condition's status or its reason. */
function has(status: unknown, type: string, value: string): boolean {
  const conditions = podSchema.shape.status.safeParse(status).data?.conditions ?? [];
  return conditions.some((one) => one.type === type && (one.status === value || one.reason === value));
}

/** At some time, not only now: what passes by is told too. */
function everyPod(names: string[], holds: (pod: Pod) => boolean): Told {
  return (recording) =>
    names.every((name) =>
      recording
        .of('Pod')
        .filter(({ versions }) => isOf(versions[0]?.object.metadata.name ?? '', name))
        .some(({ versions }) => versions.some(({ object }) => holds(podSchema.parse(object)))),
    );
}

function statusesOf({ status }: Pod): ContainerStatus[] {
  return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
}

function isOf(name: string, wanted: string): boolean {
  return name === wanted || name.startsWith(`${wanted}-`);
}
