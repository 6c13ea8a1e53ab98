import type { KubeApi } from '../../../src/kube/api.ts';
import { watchObjects } from '../../../src/kube/watch.ts';
import type { Recording } from './recording.ts';

const followed = [
  { apiVersion: 'v1', kind: 'Pod' },
  { apiVersion: 'v1', kind: 'Event' },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
  { apiVersion: 'batch/v1', kind: 'Job' },
];

/** Follows a whole cluster and gives each namespace's part to its recording. */
export class Recorder {
  readonly #recordings = new Map<string, Recording>();
  readonly #end = new AbortController();
  readonly #watches: Promise<void>[];
  /** A gap in a watch would look like a difference: any is told. */
  readonly interruptions: string[] = [];

  constructor(api: KubeApi) {
    this.#watches = followed.map((reference) => {
      const { kind } = reference;
      const find = (namespace = '') => this.#recordings.get(namespace);
      const handlers = {
        changed: (object) => find(object.metadata.namespace)?.changed(kind, object, Date.now()),
        deleted: (object) => find(object.metadata.namespace)?.deleted(kind, object, Date.now()),
        interrupted: (why) => void this.interruptions.push(`${kind}: ${why}`),
      } satisfies Parameters<typeof watchObjects>[2];
      return watchObjects(api, reference, handlers, this.#end.signal);
    });
  }

  add(recording: Recording): void {
    this.#recordings.set(recording.namespace, recording);
  }

  async stop(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#watches);
  }
}
