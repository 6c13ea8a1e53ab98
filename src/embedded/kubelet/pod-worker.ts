import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredObject } from '../store/object.ts';
import { conclude } from './container-state.ts';
import { ContainerWorker } from './container-worker.ts';
import type { ContainerHost } from './container-worker.ts';
import type { KubeletContext } from './context.ts';
import { awaitSandbox } from './sandbox.ts';
import { Sidecars } from './sidecars.ts';
import { exceededVolume } from './volume-usage.ts';
import { followVolumes, mountVolumes, unmountVolumes } from './volumes.ts';
import { makePodFolder } from './pod-folder.ts';
import type { Pod } from './pod.ts';
import { isSidecar, parsePod } from './pod.ts';
import { podStatus } from './pod-status.ts';
import { apiTime } from './timestamp.ts';
import { Turns } from './turns.ts';

/** Seconds that a pod gets that was removed without a grace period. */
const leastGrace = 1;

/** The life of one pod on this node, from its admission to its removal. */
export class PodWorker {
  readonly containers: ContainerWorker[];
  address: string | undefined;
  #pod: Pod;
  readonly #context: KubeletContext;
  readonly #folder: string;
  readonly #startTime: string;
  readonly #stop = new AbortController();
  readonly #init: ContainerWorker[];
  readonly #main: ContainerWorker[];
  readonly #sidecars: Sidecars;
  #terminating = false;
  #initialized = false;
  #removed = false;
  /** Until when all processes have to have ended, by a clock that nobody sets; milliseconds. */
  #deadline = Infinity;
  #failure: { reason: string; message: string } | undefined;

  constructor(object: StoredObject, context: KubeletContext) {
    this.#pod = parsePod(object);
    this.#context = context;
    this.#folder = join(context.folder, 'pods', this.#pod.metadata.uid);
    this.#startTime = apiTime(context.clock.now());
    const host: ContainerHost = {
      context,
      pod: () => this.#pod,
      folder: this.#folder,
      address: () => this.address ?? '',
      publish: () => this.#publish(),
      turns: new Turns(),
    };
    this.#init = this.#pod.spec.initContainers.map((container) => {
      return new ContainerWorker(container, host, isSidecar(container) ? 'sidecar' : 'init');
    });
    this.#main = this.#pod.spec.containers.map((container) => new ContainerWorker(container, host, 'main'));
    this.#sidecars = new Sidecars();
    this.containers = [...this.#init, ...this.#main];
  }

  get pod(): Pod {
    return this.#pod;
  }

  /** Resolves when all of the pod's processes are gone and, where it was deleted, its object too. */
  async run(): Promise<void> {
    this.#publish();
    const deadline = this.#watchDeadline();
    const eviction = this.#watchVolumes();
    let endFollowing = () => {};
    try {
      await makePodFolder(this.#context, this.#pod, this.#folder, this.#stop.signal);
      await mountVolumes(this.#context, this.#pod, this.#folder, this.#stop.signal);
      endFollowing = followVolumes(this.#context, () => this.#pod, this.#folder);
      await awaitSandbox(this.#context, this.#pod, this.#stop.signal);
      this.address = this.#context.addresses.take();
      this.#initialized = await this.#runInit();
      if (this.#initialized) {
        await Promise.all(this.#main.map((container) => container.run(this.#stop.signal)));
      }
    } catch (thrown) {
      if (!this.#stop.signal.aborted) throw thrown;
    } finally {
      this.#stop.abort();
      await this.#sidecars.end(this.#graceLeft());
      endFollowing();
      await Promise.all([deadline, eviction]);
      await unmountVolumes(this.#folder, this.#pod);
      if (this.address !== undefined) this.#context.addresses.release(this.address);
    }
    this.#terminating = true;
    for (const { record } of this.#main) conclude(record, this.#initialized);
    this.#publish();
  }

  /** Takes in a newer version of the object; a deletion begins the pod's end. */
  update(object: StoredObject): void {
    this.#pod = parsePod(object);
    const { deletionTimestamp, deletionGracePeriodSeconds } = this.#pod.metadata;
    if (deletionTimestamp === undefined) return;
    this.terminate(deletionGracePeriodSeconds ?? this.#pod.spec.terminationGracePeriodSeconds);
  }

  /** Ends all processes at once. */
  kill(): void {
    this.#stop.abort();
    this.#deadline = performance.now();
    for (const { instance } of this.containers) instance?.process.signal('SIGKILL');
  }

  /** True for a pod whose object is to go, or has gone. */
  get leaving(): boolean {
    return this.#removed || this.#pod.metadata.deletionTimestamp !== undefined;
  }

  /** The object is gone already: there is no status to write any more. */
  remove(): void {
    this.#removed = true;
    this.terminate(leastGrace);
  }

  /** Ends all containers within so many seconds; called again it can only shorten that. */
  terminate(graceSeconds: number): void {
    const grace = Math.max(leastGrace, graceSeconds);
    this.#deadline = Math.min(this.#deadline, performance.now() + grace * 1000);
    // The sidecars are needed until the others have ended.
    const workers = this.containers.filter((each) => !this.#sidecars.has(each));
    if (this.#stop.signal.aborted) {
      for (const worker of workers) worker.hasten(grace);
      return;
    }
    this.#stop.abort();
    for (const worker of workers) {
      worker.stop(grace, `Stopping container ${worker.container.name}`);
      worker.giveUp();
    }
  }

  /** Deletes the object of a pod that was asked to go, and all that is kept of it. */
  forget(): void {
    rmSync(this.#folder, { recursive: true, force: true });
    if (this.#removed || !this.leaving) return;
    const { namespace, name, uid } = this.#pod.metadata;
    const key = { resource: 'pods', namespace, name };
    if (this.#context.store.find(key)?.metadata.uid !== uid) return;
    this.#context.store.delete(key, { force: true, gracePeriodSeconds: 0, preconditionUid: uid });
  }

  async #runInit(): Promise<boolean> {
    for (const worker of this.#init) {
      if (isSidecar(worker.container)) await this.#sidecars.start(worker, this.#stop.signal);
      else if (!(await worker.run(this.#stop.signal))) return false;
    }
    return !this.#stop.signal.aborted;
  }

  /** Seconds of the pod's grace that are left; all of it where nobody has asked the pod to end. */
  #graceLeft(): number {
    if (this.#deadline === Infinity) return this.#pod.spec.terminationGracePeriodSeconds;
    return Math.max(leastGrace, (this.#deadline - performance.now()) / 1000);
  }

  async #watchDeadline(): Promise<void> {
    const seconds = this.#pod.spec.activeDeadlineSeconds;
    if (seconds === undefined) return;
    try {
      await this.#context.clock.sleep(seconds * 1000, this.#stop.signal);
    } catch {
      // The pod ended in time.
      return;
    }
    const message = 'Pod was active on the node longer than the specified deadline';
    const { name, namespace, uid } = this.#pod.metadata;
    this.#context.record(
      { kind: 'Pod', namespace, name, uid, apiVersion: 'v1' },
      'Normal',
      'DeadlineExceeded',
      message,
    );
    this.#failure = { reason: 'DeadlineExceeded', message };
    this.terminate(this.#pod.spec.terminationGracePeriodSeconds);
  }

  async #watchVolumes(): Promise<void> {
    const message = await exceededVolume(this.#context, this.#pod, this.#folder, this.#stop.signal);
    if (message === undefined) return;
    const { name, namespace, uid } = this.#pod.metadata;
    this.#context.record({ kind: 'Pod', namespace, name, uid, apiVersion: 'v1' }, 'Warning', 'Evicted', message);
    this.#failure = { reason: 'Evicted', message };
    this.terminate(leastGrace);
  }

  #publish(): void {
    if (this.#removed) return;
    const { namespace, name, uid } = this.#pod.metadata;
    const records = new Map(this.containers.map(({ container, record }) => [container.name, record]));
    this.#context.store.modify(
      { resource: 'pods', namespace, name },
      (object) => {
        // The same name may belong to a newer pod by now.
        if (object.metadata.uid !== uid) return object;
        const facts = {
          records,
          hostAddress: this.#context.addresses.node,
          podAddress: this.address,
          startTime: this.#startTime,
          now: apiTime(this.#context.clock.now()),
          failure: this.#failure,
          over: this.#terminating,
        };
        // A copy: what the records say later must not change what was written now.
        return { ...object, status: structuredClone(podStatus(parsePod(object), facts)) };
      },
      'status',
    );
  }
}
