import type { KubeApi } from '../kube/api.ts';
import { FollowedLog } from './followed-log.ts';
import type { ObservedInstance } from './instance.ts';

/**
 * Fetches the log of a container as soon as it has died: after the second restart the kubelet can answer "unable to
 * retrieve container logs" (measured on kind, Kubernetes 1.34). A kubelet that lost the dead container's state has none
 * even after the first ("previous terminated container not found", seen on a loaded kind node): then what was read of
 * it while it ran is its log.
 */
export class PreviousLogs {
  readonly #api: KubeApi;
  readonly #namespace: string;
  readonly #texts = new Map<string, Promise<string | undefined>>();
  readonly #followed = new Map<string, FollowedLog>();

  constructor(api: KubeApi, namespace: string) {
    this.#api = api;
    this.#namespace = namespace;
  }

  /** Reads the log of a container that runs, until it ends or `stop` is called. */
  follow(instance: Pick<ObservedInstance, 'pod' | 'container' | 'containerId'>): void {
    this.#followed.set(instance.containerId, new FollowedLog(this.#api, this.#namespace, instance));
  }

  fetch(instance: Pick<ObservedInstance, 'pod' | 'container' | 'containerId' | 'restart'>): void {
    const key = `${instance.pod}/${instance.container}`;
    const before = this.#texts.get(key);
    this.#texts.set(key, this.#ask(instance, before));
  }

  stop(): void {
    for (const log of this.#followed.values()) log.stop();
  }

  /** The newest log of a dead instance of each "pod/container" that could be had. */
  async all(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const [key, asked] of this.#texts) {
      const text = await asked;
      if (text !== undefined) found.set(key, text);
    }
    return found;
  }

  /** A dead container's log is the current one until its successor has started, and the previous one after that. */
  async #ask(
    { pod, container, containerId, restart }: Pick<ObservedInstance, 'pod' | 'container' | 'containerId' | 'restart'>,
    before?: Promise<string | undefined>,
  ): Promise<string | undefined> {
    const asked = (previous: boolean) =>
      this.#api.log(this.#namespace, pod, container, previous).catch(() => undefined);
    const previous = await asked(true);
    const isOlder = restart > 0 && previous === (await before);
    if (previous !== undefined && previous !== '' && !isOlder) return previous;
    const followed = await this.#followed.get(containerId)?.text();
    if (followed !== undefined && followed !== '') return followed;
    const current = await asked(false);
    return current === undefined || current === '' ? before : current;
  }
}
