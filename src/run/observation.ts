import type { Death } from '../evidence/death.ts';
import { judgeDeath, terminationsOf } from '../evidence/deaths.ts';
import type { Termination } from '../evidence/deaths.ts';
import { parseTime } from '../evidence/death-window.ts';
import { memoryEviction } from '../evidence/eviction.ts';
import type { OomCount } from '../evidence/memory.ts';
import { eventSchema, podSchema } from '../evidence/objects.ts';
import type { AnyObject, ContainerStatus, KubeEvent, Pod } from '../evidence/objects.ts';
import type { KubeApi } from '../kube/api.ts';
import { ApiLost } from '../kube/failure.ts';
import { watchObjects } from '../kube/watch.ts';
import type { Clock } from '../shared/clock.ts';
import type { Readings } from '../witness/readings.ts';
import { bareId } from './instance.ts';
import type { ObservedInstance } from './instance.ts';
import type { Journal } from './journal.ts';
import { podStop } from './pod-stop.ts';
import type { PodStop } from './pod-stop.ts';

/** Seconds that a kernel line may come later than the API server's word of the death. */
const kernelLag = 1.5;

export interface ObservationSource {
  api: KubeApi;
  namespace: string;
  readings: Readings;
  journal: Journal;
  clock: Clock;
  /** Called once per container instance that is seen to run. */
  onStart?: (instance: ObservedInstance) => void;
  /** Called once per death, as early as possible: the log of a dead container is soon gone. */
  onDeath?: (instance: ObservedInstance) => void;
  /** Called when the API server has not answered for as long as it is waited for. */
  onLost?: (lost: ApiLost) => void;
}

/**
 * Everything that happens in a run's namespace, as it happens: a pod's status holds one earlier termination only and
 * events live an hour, so what is not written down at once is lost.
 */
export class Observation {
  readonly #source: ObservationSource;
  readonly #pods = new Map<string, Pod>();
  readonly #gone = new Set<string>();
  /** Uid → what its pod was asked first: the kubelet's own last request to delete it has no grace period left. */
  readonly #stops = new Map<string, PodStop>();
  readonly #events = new Map<string, KubeEvent>();
  readonly #instances = new Map<string, ObservedInstance>();
  readonly #watches: Promise<void>[] = [];
  readonly #stop = new AbortController();
  /** Seconds for which the API server or the witness could not be reached are told of here. */
  readonly interruptions: string[] = [];

  constructor(source: ObservationSource) {
    this.#source = source;
  }

  start(): void {
    const { api, namespace, clock } = this.#source;
    const interrupted = (why: string, thrown: unknown) => {
      this.interrupted(why);
      if (thrown instanceof ApiLost) this.#source.onLost?.(thrown);
    };
    const pods = {
      changed: (object: AnyObject) => this.#podChanged(object),
      deleted: (object: AnyObject) => this.#podDeleted(object),
    };
    const events = {
      changed: (object: AnyObject) =>
        this.#events.set(object.metadata.uid ?? object.metadata.name, eventSchema.parse(object)),
      // Events that expire have happened all the same.
      deleted: () => undefined,
    };
    const { signal } = this.#stop;
    this.#watches.push(
      watchObjects(api, { apiVersion: 'v1', kind: 'Pod', namespace }, { ...pods, interrupted }, signal, clock),
    );
    this.#watches.push(
      watchObjects(api, { apiVersion: 'v1', kind: 'Event', namespace }, { ...events, interrupted }, signal, clock),
    );
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#watches);
    for (const id of this.#instances.keys()) this.#source.readings.unfollow(id);
  }

  /** Pods that exist now. */
  pods(): Pod[] {
    return [...this.#pods.values()].filter(({ metadata }) => !this.#gone.has(metadata.uid ?? ''));
  }

  /** Pods that exist or existed, each as it was last seen. */
  allPods(): Pod[] {
    return [...this.#pods.values()];
  }

  /** When a pod was asked to end, and how long it was given; undefined for one that nobody has deleted. */
  stopOf(uid: string): PodStop | undefined {
    return this.#stops.get(uid);
  }

  events(): KubeEvent[] {
    return [...this.#events.values()];
  }

  instances(): ObservedInstance[] {
    return [...this.#instances.values()];
  }

  /** Deaths of containers that ended by themselves or were killed, in order; those of deleted pods are none. */
  deaths(): { instance: ObservedInstance; death: Death }[] {
    return this.instances().flatMap((instance) => {
      const death = this.deathOf(instance);
      return death === null || instance.deleted ? [] : [{ instance, death }];
    });
  }

  deathOf(instance: ObservedInstance): Death | null {
    if (instance.termination === null) return null;
    const { pod, container, samples, kills, oomCount } = instance;
    return judgeDeath(instance.termination, {
      memory: [{ pod, container, samples }],
      kernelKills: kills,
      oomCounts: oomCount === null ? [] : [oomCount],
      events: this.events(),
    });
  }

  /** True once the kernel has had its time to say something on this death. */
  isSettled(instance: ObservedInstance): boolean {
    if (instance.endSeenAt === null) return false;
    return instance.kills.length > 0 || this.#source.clock.now() - instance.endSeenAt > kernelLag * 1000;
  }

  /** Says in the journal what died, once it is settled how. */
  announceDeaths(): void {
    for (const { instance, death } of this.deaths()) {
      if (instance.announced || !this.isSettled(instance)) continue;
      instance.announced = true;
      this.#source.journal.say({ type: 'container.died', death });
    }
  }

  interrupted(why: string): void {
    this.interruptions.push(why);
    this.#source.journal.say({ type: 'note', level: 'warning', text: why });
  }

  #podChanged(object: AnyObject): void {
    const pod = podSchema.parse(object);
    const uid = uidOf(pod);
    this.#pods.set(uid, pod);
    const stop = podStop(pod);
    if (stop !== undefined && !this.#stops.has(uid)) this.#stops.set(uid, stop);
    const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
    for (const status of statuses) this.#containerRuns(pod, status);
    for (const termination of terminationsOf(pod)) this.#containerEnded(pod, termination);
    this.#source.journal.say({
      type: 'pod.changed',
      pod: pod.metadata.name,
      phase: pod.status?.phase ?? 'Unknown',
      ready: statuses.length > 0 && statuses.every(({ ready }) => ready),
      restarts: statuses.reduce((sum, { restartCount }) => sum + restartCount, 0),
      waiting: statuses.find(({ state }) => state?.waiting !== undefined)?.state?.waiting?.reason ?? null,
    });
  }

  #podDeleted(object: AnyObject): void {
    const uid = object.metadata.uid ?? object.metadata.name;
    this.#gone.add(uid);
    // A pod that was removed by force never says how its containers ended.
    for (const instance of this.#instances.values()) {
      if (instance.podUid !== uid || instance.endSeenAt !== null) continue;
      instance.endSeenAt = this.#source.clock.now();
      instance.deleted = true;
    }
    this.#source.journal.say({ type: 'pod.deleted', pod: object.metadata.name });
  }

  #containerRuns(pod: Pod, { name, state, containerID, restartCount }: ContainerStatus): void {
    if (state?.running === undefined || containerID === undefined) return;
    const instance = this.#instance(pod, name, bareId(containerID), restartCount);
    if (instance.startedAt !== null) return;
    instance.startedAt = parseTime(state.running.startedAt);
    const { containerId, restart } = instance;
    this.#source.journal.say({ type: 'container.started', pod: instance.pod, container: name, containerId, restart });
    this.#source.onStart?.(instance);
  }

  #containerEnded(pod: Pod, termination: Termination): void {
    if (termination.containerId === '') {
      this.#containerLost(pod, termination);
      return;
    }
    const instance = this.#instance(pod, termination.container, termination.containerId, termination.restart);
    if (instance.termination !== null) return;
    this.#ended(pod, instance, termination);
  }

  /**
   * A busy kubelet removes the containers of a pod that it evicts before it has read how they ended: the pod then says
   * ContainerStatusUnknown, without an id or a time.
   */
  #containerLost(pod: Pod, termination: Termination): void {
    const instance = this.instances().findLast(
      (one) => one.podUid === uidOf(pod) && one.container === termination.container && one.termination === null,
    );
    if (instance === undefined || memoryEviction(pod) === null) return;
    const finishedAt = new Date(this.#source.clock.now()).toISOString();
    const startedAt = instance.startedAt === null ? null : new Date(instance.startedAt).toISOString();
    const { containerId, restart } = instance;
    this.#ended(pod, instance, {
      ...termination,
      containerId,
      restart,
      state: { ...termination.state, startedAt, finishedAt },
    });
  }

  #ended(pod: Pod, instance: ObservedInstance, termination: Termination): void {
    instance.termination = termination;
    instance.startedAt ??= parseTime(termination.state.startedAt);
    instance.endSeenAt = this.#source.clock.now();
    instance.deleted = pod.metadata.deletionTimestamp !== undefined;
    if (!instance.deleted) this.#source.onDeath?.(instance);
  }

  #instance(pod: Pod, container: string, containerId: string, restart: number): ObservedInstance {
    const known = this.#instances.get(containerId);
    if (known !== undefined) return known;
    const instance: ObservedInstance = {
      pod: pod.metadata.name,
      podUid: pod.metadata.uid ?? pod.metadata.name,
      container,
      containerId,
      restart,
      startedAt: null,
      termination: null,
      endSeenAt: null,
      deleted: false,
      samples: [],
      kills: [],
      oomCount: null,
      announced: false,
    };
    this.#instances.set(containerId, instance);
    // The time is that of the first reading with this count: a count stands for ever, and says nothing of later ends.
    const counted = (count: OomCount) => {
      if (count.kills > (instance.oomCount?.kills ?? 0)) instance.oomCount = count;
    };
    this.#source.readings.follow(containerId, {
      read: ({ time, usage, workingSet, rss, limit, oomKills }) => {
        const sample = { time, usage, workingSet, rss, limit, restart };
        instance.samples.push(sample);
        if (oomKills !== null) counted({ time, containerId, kills: oomKills });
        const at = { pod: instance.pod, container, restart, at: time };
        this.#source.journal.say({ type: 'memory', ...at, usage, workingSet, rss, limit });
      },
      killed: (kill) => instance.kills.push(kill),
      counted,
    });
    return instance;
  }
}

function uidOf({ metadata }: Pod): string {
  return metadata.uid ?? metadata.name;
}
