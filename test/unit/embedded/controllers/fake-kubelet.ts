import { readPod } from '../../../../src/embedded/controllers/models/pod.ts';
import type { Pod } from '../../../../src/embedded/controllers/models/pod.ts';
import type { Store } from '../../../../src/embedded/store/store.ts';
import type { Clock } from '../../../../src/shared/clock.ts';

/** Says of pods with a node what a kubelet would: running and ready, or gone at once when they are deleted. */
export class FakeKubelet {
  /** Which pods come to be ready; the others stay running without. */
  isGood: (pod: Pod) => boolean = () => true;
  /** False: a deleted pod goes on as one that ignores SIGTERM. */
  letsGo = true;
  readonly stop: () => void;
  readonly #store: Store;
  readonly #clock: Clock;
  #addresses = 0;

  constructor(store: Store, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.stop = store.watch({ resource: 'pods' }, {}, ({ type, object }) => {
      if (type !== 'DELETED') this.#look(readPod(object));
    });
  }

  #look(pod: Pod): void {
    if (pod.spec.nodeName === undefined) return;
    const { name, namespace } = pod.metadata;
    if (pod.metadata.deletionTimestamp !== undefined) {
      if (this.letsGo) this.#store.delete({ resource: 'pods', namespace, name }, { force: true });
    } else if (pod.status?.phase === undefined || pod.status.phase === 'Pending') {
      this.#addresses += 1;
      this.say(pod, { phase: 'Running', podIP: `127.1.0.${this.#addresses}` }, this.isGood(pod));
    }
  }

  /** Writes into the pod's status. */
  say(pod: Pod, status: object, ready: boolean): void {
    const { name, namespace } = pod.metadata;
    const time = new Date(this.#clock.now()).toISOString();
    this.#store.modify(
      { resource: 'pods', namespace, name },
      (found) => {
        const before = readPod(found).status;
        const others = (before?.conditions ?? []).filter(({ type }) => type !== 'Ready');
        const condition = { type: 'Ready', status: ready ? 'True' : 'False', lastTransitionTime: time };
        return { ...found, status: { ...before, ...status, conditions: [...others, condition] } };
      },
      'status',
    );
  }
}
