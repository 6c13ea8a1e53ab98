import type { KubeApi } from '../kube/api.ts';
import type { ObservedInstance } from './instance.ts';

/**
 * Fetches the log of a container as soon as it has died: after the second restart the kubelet can answer "unable to
 * retrieve container logs" (measured on kind, Kubernetes 1.34).
 */
export class PreviousLogs {
  readonly #api: KubeApi;
  readonly #namespace: string;
  readonly #texts = new Map<string, Promise<string | undefined>>();

  constructor(api: KubeApi, namespace: string) {
    this.#api = api;
    this.#namespace = namespace;
  }

  fetch({ pod, container, restart }: Pick<ObservedInstance, 'pod' | 'container' | 'restart'>): void {
    const key = `${pod}/${container}`;
    const before = this.#texts.get(key);
    this.#texts.set(key, this.#ask(pod, container, restart, before));
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

  /** Until its successor has started, a dead container's log is the current one; after that it is the previous one. */
  async #ask(
    pod: string,
    container: string,
    restart: number,
    before?: Promise<string | undefined>,
  ): Promise<string | undefined> {
    for (const previous of [true, false]) {
      // Either may be refused, depending on how far the restart has got: then the older log is better than none.
      const text = await this.#api.log(this.#namespace, pod, container, previous).catch(() => undefined);
      if (text !== undefined && text !== '' && !(previous && restart > 0 && text === (await before))) return text;
    }
    return before;
  }
}
