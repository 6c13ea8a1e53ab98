import { messageOf } from '../../shared/errors.ts';
import type { StoreEvent } from '../store/store.ts';
import type { KubeletContext } from './context.ts';
import { PodWorker } from './pod-worker.ts';

/** The pods that are bound to this node, each with its worker. */
export class PodSet {
  readonly #context: KubeletContext;
  readonly #workers = new Map<string, PodWorker>();
  /** Of pods whose processes have not all ended. */
  readonly #running = new Map<string, Promise<void>>();
  readonly #endWatch: () => void;
  #stopping = false;

  constructor(context: KubeletContext) {
    this.#context = context;
    const selection = { resource: 'pods', fieldSelector: `spec.nodeName=${context.nodeName}` };
    this.#endWatch = context.store.watch(selection, {}, (event) => this.#take(event));
  }

  find(namespace: string, name: string): PodWorker | undefined {
    // Of two with the same name, the newer.
    return [...this.#workers.values()].findLast(
      ({ pod: { metadata } }) => metadata.namespace === namespace && metadata.name === name,
    );
  }

  /** Kills all pods and waits until they are gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#endWatch();
    for (const worker of this.#workers.values()) worker.kill();
    await Promise.all(this.#running.values());
  }

  #take({ type, object }: StoreEvent): void {
    const { uid } = object.metadata;
    const worker = this.#workers.get(uid);
    if (type === 'DELETED') {
      worker?.remove();
      if (!this.#running.has(uid)) this.#forget(uid);
    } else if (worker !== undefined) {
      worker.update(object);
      if (object.metadata.deletionTimestamp !== undefined && !this.#running.has(uid)) this.#forget(uid);
    } else {
      this.#start(uid, new PodWorker(object, this.#context));
    }
  }

  #start(uid: string, worker: PodWorker): void {
    this.#workers.set(uid, worker);
    this.#running.set(uid, this.#run(uid, worker));
  }

  async #run(uid: string, worker: PodWorker): Promise<void> {
    // Not within the watch's own call: the store is still telling others of the same change.
    await Promise.resolve();
    const { name, namespace, deletionTimestamp } = worker.pod.metadata;
    if (deletionTimestamp !== undefined) worker.terminate(0);
    try {
      await worker.run();
    } catch (thrown) {
      // A defect in here must not take the other pods down; it is shown where people look for a pod's troubles.
      const subject = { kind: 'Pod', namespace, name, uid, apiVersion: 'v1' };
      this.#context.record(subject, 'Warning', 'FailedSync', `error syncing pod: ${messageOf(thrown)}`);
      worker.kill();
    }
    this.#running.delete(uid);
    if (this.#stopping || worker.leaving) this.#forget(uid);
  }

  #forget(uid: string): void {
    const worker = this.#workers.get(uid);
    this.#workers.delete(uid);
    worker?.forget();
  }
}
