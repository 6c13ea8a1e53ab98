import type { KubeApi } from '../kube/api.ts';
import type { ObservedInstance } from './instance.ts';

/** Characters that are kept of a log, the newest. */
const most = 2 ** 20;
/** Milliseconds that the end of the log may come after the word of the container's end. */
const lag = 3000;

/** The log of one container instance, read while it is written: nobody has to be asked for it once it is dead. */
export class FollowedLog {
  #text = '';
  readonly #stop = new AbortController();
  readonly #read: Promise<void>;

  constructor(api: KubeApi, namespace: string, { pod, container }: Pick<ObservedInstance, 'pod' | 'container'>) {
    // What was read before a stream broke off is the log all the same.
    this.#read = this.#collect(api.followLog(namespace, pod, container, this.#stop.signal)).catch(() => undefined);
  }

  stop(): void {
    this.#stop.abort();
  }

  /** What there is of it once the stream has ended, as it does soon after its container. */
  async text(): Promise<string> {
    const late = setTimeout(() => this.stop(), lag);
    await this.#read;
    clearTimeout(late);
    return this.#text;
  }

  async #collect(chunks: AsyncIterable<string>): Promise<void> {
    for await (const chunk of chunks) this.#text = `${this.#text}${chunk}`.slice(-most);
  }
}
