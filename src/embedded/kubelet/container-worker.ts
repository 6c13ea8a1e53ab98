import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../../shared/errors.ts';
import { BackOff } from './back-off.ts';
import { ConfigError } from './config-error.ts';
import { ContainerLog } from './container-log.ts';
import type { ContainerRecord, Terminated } from './container-state.ts';
import { newRecord } from './container-state.ts';
import type { KubeletContext } from './context.ts';
import { goDuration } from './duration.ts';
import { containerEnvironment } from './environment.ts';
import type { ImageOnDisk } from './image.ts';
import { imageId } from './image.ts';
import { ImagePull } from './image-pull.ts';
import type { ContainerInstance } from './instance.ts';
import { newContainerId, startInstance } from './instance.ts';
import { runHook } from './lifecycle-hook.ts';
import { startProbes } from './instance-probes.ts';
import type { Container, Pod } from './pod.ts';
import { podTitle } from './pod.ts';
import { containerRights, verifyNonRoot } from './rights.ts';
import { terminationMessage } from './termination-message.ts';
import { apiTime } from './timestamp.ts';
import type { Turns } from './turns.ts';
import { groupOfUser } from './users.ts';

/** Seconds until the kubelet looks again at a container that it could not make. */
const retryAfter = 10;
/** Seconds in which the end of a container is shown before its back-off is, as the kubelet's next look shows it. */
const shownFor = 1;
/** Seconds; a kubelet waits for a postStart hook for ever. */
const longestHook = 24 * 3600;

/** A sidecar is an init container that goes on beside the main ones: its restartPolicy is Always. */
export type ContainerRole = 'init' | 'sidecar' | 'main';

export interface ContainerHost {
  context: KubeletContext;
  pod: () => Pod;
  folder: string;
  address: () => string;
  /** Writes the pod's status as it now is. */
  publish: () => void;
  /** The kubelet starts a pod's containers one after the other, in their order. */
  turns: Turns;
}

/** What came of an attempt to start: a process, nothing that could be started, or nothing yet. */
type Attempt =
  { instance: ContainerInstance; hookProblem: string | undefined } | { terminated: Terminated } | { retryIn: number };

/** One container of a pod over all of its restarts. */
export class ContainerWorker {
  readonly record: ContainerRecord;
  readonly container: Container;
  /** The log of the instance that runs or ran last, and of the one before. */
  log: ContainerLog | undefined;
  previousLog: ContainerLog | undefined;
  instance: ContainerInstance | undefined;
  readonly #host: ContainerHost;
  /** Resolves when an instance has started, and passed its startup probe, for the first time. */
  readonly started = Promise.withResolvers<void>();
  readonly #role: ContainerRole;
  readonly #backOff = new BackOff();
  /** Aborted when the instance is asked to end: what would end it is not looked for any more. */
  #living = new AbortController();
  readonly #pull: ImagePull;
  /** Why an instance is waited for that has not come to be yet. */
  readonly #waitsFor: string;

  constructor(container: Container, host: ContainerHost, role: ContainerRole) {
    this.container = container;
    this.#role = role;
    const publish = () => {
      if (this.record.started) this.started.resolve();
      host.publish();
    };
    this.#host = { ...host, publish };
    const waits = role !== 'main' || host.pod().spec.initContainers.length > 0;
    this.#waitsFor = waits ? 'PodInitializing' : 'ContainerCreating';
    this.record = newRecord(this.#waitsFor);
    this.#pull = new ImagePull(container, host.context, {
      event: (...event) => this.event(...event),
      wait: (reason, message) => this.#wait(reason, message),
    });
  }

  /** Runs it until it need not be started again, or the signal: true when it ended well. */
  async run(signal: AbortSignal): Promise<boolean> {
    try {
      for (;;) {
        const terminated = await this.#runOnce(signal);
        if (terminated === undefined) continue;
        const ok = terminated.exitCode === 0 && !(this.#role === 'init' && terminated.reason === 'OOMKilled');
        if (signal.aborted || !this.#restarts(ok)) {
          this.#forgetLast();
          return ok;
        }
        await this.#waitBackOff(terminated, signal);
      }
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
      return false;
    }
  }

  event(type: 'Normal' | 'Warning', reason: string, message: string): void {
    const { metadata } = this.#host.pod();
    const { name, namespace, uid } = metadata;
    const fieldPath = `spec.${this.#role === 'main' ? 'containers' : 'initContainers'}{${this.container.name}}`;
    this.#host.context.record(
      { kind: 'Pod', namespace, name, uid, apiVersion: 'v1', fieldPath },
      type,
      reason,
      message,
    );
  }

  /** Asks the running instance to end: for the pod's end or for a failed probe, which `text` says. */
  stop(graceSeconds: number, text: string): void {
    if (this.instance === undefined) return;
    this.#living.abort();
    this.event('Normal', 'Killing', text);
    this.instance.stop(graceSeconds, () => this.event('Warning', 'FailedPreStopHook', 'PreStopHook failed'));
  }

  /** What kept an instance from being made is of no interest any more: the pod is being deleted. */
  giveUp(): void {
    if (this.record.containerId !== '' || !('waiting' in this.record.state)) return;
    this.record.state = { waiting: { reason: this.#waitsFor } };
    this.#host.publish();
  }

  /** Shortens the grace of an instance that is being stopped. */
  hasten(graceSeconds: number): void {
    this.instance?.stop(graceSeconds, () => {});
  }

  /** The log of the instance that lastState tells of, as `logs --previous` means it. */
  get finishedLog(): ContainerLog | undefined {
    if (this.record.last === undefined) return undefined;
    return 'waiting' in this.record.state ? this.log : this.previousLog;
  }

  #restarts(ok: boolean): boolean {
    const { restartPolicy } = this.#host.pod().spec;
    if (this.#role === 'sidecar') return true;
    if (this.#role === 'init') return !ok && restartPolicy !== 'Never';
    return restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && !ok);
  }

  /** One instance from image to end; undefined when it did not come to be and is to be tried again. */
  async #runOnce(signal: AbortSignal): Promise<Terminated | undefined> {
    const attempt = await this.#host.turns.take(() => this.#start(signal));
    if ('terminated' in attempt) return attempt.terminated;
    if ('instance' in attempt) return await this.#watch(attempt.instance, attempt.hookProblem);
    await this.#host.context.clock.sleep(attempt.retryIn, signal);
    return undefined;
  }

  async #start(signal: AbortSignal): Promise<Attempt> {
    signal.throwIfAborted();
    const { context, folder, address } = this.#host;
    const { container } = this;
    const pod = this.#host.pod();
    const image = this.#pull.attempt();
    if ('retryIn' in image) return image;
    let env: Record<string, string>;
    try {
      verifyNonRoot(pod, container);
      env = this.#environment();
    } catch (thrown) {
      if (!(thrown instanceof ConfigError)) throw thrown;
      this.event('Warning', 'Failed', `Error: ${thrown.message}`);
      this.#wait('CreateContainerConfigError', thrown.message);
      return { retryIn: retryAfter * 1000 };
    }
    const id = newContainerId();
    this.#moveOn(id, image);
    this.event('Normal', 'Created', `Created container: ${container.name}`);
    const log = this.#newLog();
    let instance: ContainerInstance;
    try {
      instance = await startInstance(id, { context, pod, container, image, env, folder, log, address: address() });
    } catch (thrown) {
      log.close(context.clock.now());
      return { terminated: this.#failedStart(thrown) };
    }
    this.instance = instance;
    this.event('Normal', 'Started', `Started container ${container.name}`);
    // A pod that was deleted while its container was being started.
    if (signal.aborted) this.hasten(this.#grace());
    return { instance, hookProblem: await this.#postStart(instance) };
  }

  async #watch(instance: ContainerInstance, hookProblem: string | undefined): Promise<Terminated> {
    const { record, container } = this;
    const { context, publish } = this.#host;
    const startedAt = apiTime(instance.process.startedAt);
    if (hookProblem === undefined) record.state = { running: { startedAt } };
    record.started = container.startupProbe === undefined;
    record.ready = this.#role !== 'init' && container.readinessProbe === undefined && record.started;
    const probing = new AbortController();
    this.#living = new AbortController();
    const vital = AbortSignal.any([probing.signal, this.#living.signal]);
    const probes =
      this.#role === 'init'
        ? []
        : startProbes(this, instance, { context, publish, signal: probing.signal, vital, grace: this.#grace() });
    if (hookProblem === undefined) publish();
    const end = await instance.ended;
    probing.abort();
    await Promise.all(probes);
    this.instance = undefined;
    record.started = false;
    const reason = end.oomKills > 0 ? 'OOMKilled' : end.exitCode === 0 ? 'Completed' : 'Error';
    const message = terminationMessage(
      instance.message(),
      container.terminationMessagePolicy,
      end.exitCode,
      instance.log.tail(),
    );
    const terminated = {
      exitCode: end.exitCode,
      reason,
      ...(message === undefined ? {} : { message }),
      startedAt,
      finishedAt: apiTime(end.finishedAt),
      containerID: `embedded://${instance.id}`,
    };
    record.state = { terminated };
    if (hookProblem !== undefined && this.#restarts(false)) {
      record.last = terminated;
      record.state = { waiting: { reason: 'PostStartHookError', message: hookProblem } };
    }
    record.ready = this.#role === 'init' && terminated.exitCode === 0;
    publish();
    return terminated;
  }

  /** Until it is through, the container counts as being created. Gives the failure for which the container is then ended. */
  async #postStart(instance: ContainerInstance): Promise<string | undefined> {
    const hook = this.container.lifecycle?.postStart;
    if (hook === undefined) return undefined;
    const ended = new AbortController();
    void instance.ended.then(() => ended.abort());
    const where = { pod: this.#host.pod(), target: instance.target, clock: this.#host.context.clock };
    const problem = await Promise.race([
      runHook(hook, where, longestHook, ended.signal),
      instance.ended.then(() => undefined),
    ]);
    if (problem === undefined) return undefined;
    this.event('Warning', 'FailedPostStartHook', 'PostStartHook failed');
    this.stop(this.#grace(), 'FailedPostStartHook');
    return problem;
  }

  #environment(): Record<string, string> {
    const { context, pod, address } = this.#host;
    const { store, addresses, capacity } = context;
    const sources = { store, addresses: { pod: address(), host: addresses.node }, node: capacity };
    return containerEnvironment(pod(), this.container, sources);
  }

  /** The kubelet removes the dead container before the last one, and with it what lastState was made from. */
  #forgetLast(): void {
    if (this.record.last === undefined) return;
    this.record.last = undefined;
    this.#host.publish();
  }

  /** The instance that is about to start takes the place of the one before. */
  #moveOn(id: string, image: ImageOnDisk): void {
    const { record } = this;
    if (record.containerId !== '') record.restartCount += 1;
    if ('terminated' in record.state) record.last = record.state.terminated;
    record.containerId = `embedded://${id}`;
    record.imageId = imageId(image);
    record.user = containerRights(this.#host.pod(), this.container, groupOfUser);
  }

  #failedStart(thrown: unknown): Terminated {
    const { record } = this;
    const message = messageOf(thrown);
    this.event('Warning', 'Failed', `Error: ${message}`);
    const terminated: Terminated = {
      exitCode: 128,
      reason: 'StartError',
      message,
      startedAt: apiTime(0),
      finishedAt: apiTime(this.#host.context.clock.now()),
      containerID: record.containerId,
    };
    record.ready = false;
    if (this.#restarts(false)) {
      record.last = terminated;
      this.#wait('RunContainerError', message);
    } else {
      record.state = { terminated };
      this.#host.publish();
    }
    return terminated;
  }

  #newLog(): ContainerLog {
    const folder = join(this.#host.folder, 'logs', this.container.name);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.previousLog?.remove();
    this.previousLog = this.log;
    this.log = new ContainerLog(join(folder, `${this.record.restartCount}.log`));
    return this.log;
  }

  #wait(reason: string, message: string): void {
    this.record.state = { waiting: { reason, message } };
    this.#host.publish();
  }

  async #waitBackOff(terminated: Terminated, signal: AbortSignal): Promise<void> {
    // A clock that nobody sets: a back-off lasts as long when the time of day jumps.
    const { steady: clock } = this.#host.context;
    const endedAt = clock.now();
    if (this.#backOff.holding(endedAt, endedAt) !== undefined) {
      await clock.sleep(shownFor * 1000, signal);
      for (;;) {
        const holding = this.#backOff.holding(endedAt, clock.now());
        if (holding === undefined) break;
        const title = podTitle(this.#host.pod());
        this.record.last = terminated;
        this.#wait(
          'CrashLoopBackOff',
          `back-off ${goDuration(holding.seconds)} restarting failed container=${this.container.name} pod=${title}`,
        );
        this.event('Warning', 'BackOff', `Back-off restarting failed container ${this.container.name} in pod ${title}`);
        await clock.sleep(Math.min(retryAfter * 1000, holding.until - clock.now()), signal);
      }
    }
    this.#backOff.started(endedAt, clock.now());
  }

  #grace(): number {
    return this.#host.pod().spec.terminationGracePeriodSeconds;
  }
}
