import { AppsV1Api, CoreV1Api, KubeConfig, makeInformer } from '@kubernetes/client-node';
import type { Informer, KubernetesObject, V1ConfigMap, V1Deployment } from '@kubernetes/client-node';
import { setTimeout } from 'node:timers/promises';

const label = 'mirrored=yes';

/**
 * A controller as people write them with the stock client: keeps a ConfigMap `NAME-mirror` with the size and the image of
 * every Deployment in "lab" that is labelled so, and takes it away with the label or the Deployment.
 */
export class StockController {
  /** How often an informer had to be started again after an error, by what it said. */
  readonly errors: string[] = [];
  /** How often a watch was begun. */
  connects = 0;
  readonly #core: CoreV1Api;
  readonly #deployments: Informer<V1Deployment> & { list(): readonly V1Deployment[] };
  readonly #mirrors: Informer<V1ConfigMap> & { list(): readonly V1ConfigMap[] };
  readonly #over = new AbortController();
  #working = Promise.resolve();

  constructor(kubeconfig: string) {
    const config = new KubeConfig();
    config.loadFromString(kubeconfig);
    this.#core = config.makeApiClient(CoreV1Api);
    const apps = config.makeApiClient(AppsV1Api);
    const namespace = 'lab';
    this.#deployments = makeInformer(
      config,
      `/apis/apps/v1/namespaces/${namespace}/deployments`,
      () => apps.listNamespacedDeployment({ namespace, labelSelector: label }),
      label,
    );
    this.#mirrors = makeInformer(
      config,
      `/api/v1/namespaces/${namespace}/configmaps`,
      () => this.#core.listNamespacedConfigMap({ namespace, labelSelector: label }),
      label,
    );
  }

  async start(): Promise<void> {
    await Promise.all([this.#follow(this.#deployments), this.#follow(this.#mirrors)]);
  }

  async stop(): Promise<void> {
    this.#over.abort();
    await Promise.all([this.#deployments.stop(), this.#mirrors.stop()]);
    await this.#working;
  }

  #follow(informer: Informer<KubernetesObject>): Promise<void> {
    const look = () => {
      this.#working = this.#working.then(() => this.#reconcile());
    };
    informer.on('add', look);
    informer.on('update', look);
    informer.on('delete', look);
    informer.on('connect', () => (this.connects += 1));
    informer.on('error', (thrown: unknown) => {
      this.errors.push(String(thrown));
      void this.#again(informer);
    });
    return informer.start();
  }

  /** An informer of this client stops at an error; started again at once it would ask as fast as it can. */
  async #again(informer: Informer<KubernetesObject>): Promise<void> {
    try {
      await setTimeout(100, undefined, { signal: this.#over.signal });
      await informer.start();
    } catch (thrown) {
      if (this.#over.signal.aborted) return;
      this.errors.push(String(thrown));
      void this.#again(informer);
    }
  }

  /** Level-triggered, from what the informers hold; what fails is tried again with the next look. */
  async #reconcile(): Promise<void> {
    if (this.#over.signal.aborted) return;
    const wanted = new Map(this.#deployments.list().map((one) => [`${one.metadata?.name}-mirror`, dataOf(one)]));
    const present = new Map(this.#mirrors.list().map((one) => [one.metadata?.name ?? '', one]));
    const works: Promise<unknown>[] = [];
    for (const [name, data] of wanted) {
      const metadata = { name, namespace: 'lab', labels: { mirrored: 'yes' } };
      const found = present.get(name);
      if (found === undefined) {
        works.push(this.#core.createNamespacedConfigMap({ namespace: 'lab', body: { metadata, data } }));
      } else if (JSON.stringify(found.data) !== JSON.stringify(data)) {
        works.push(
          this.#core.replaceNamespacedConfigMap({ name, namespace: 'lab', body: { metadata: found.metadata, data } }),
        );
      }
    }
    for (const name of present.keys()) {
      if (!wanted.has(name)) works.push(this.#core.deleteNamespacedConfigMap({ name, namespace: 'lab' }));
    }
    // AlreadyExists, NotFound, Conflict, a wire that is cut: what the informers hold is a moment old.
    const settled = await Promise.allSettled(works);
    if (settled.some(({ status }) => status === 'rejected')) await this.#soon();
  }

  async #soon(): Promise<void> {
    await setTimeout(20);
    this.#working = this.#working.then(() => this.#reconcile());
  }
}

function dataOf({ spec }: V1Deployment): Record<string, string> {
  return { image: spec?.template.spec?.containers[0]?.image ?? '', replicas: String(spec?.replicas) };
}
