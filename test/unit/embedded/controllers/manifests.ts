import type { NewObject } from '../../../../src/embedded/store/object.ts';

interface Options {
  replicas?: number;
  image?: string;
  strategy?: object;
  spec?: object;
}

/** A Deployment `web` as it is after the API's defaults. */
export function deploymentOf({ replicas = 1, image = 'app:1', strategy, spec }: Options = {}): NewObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop', annotations: { owner: 'team-a' } },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web' } },
      strategy: strategy ?? { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } },
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: 600,
      template: templateOf(image),
      ...spec,
    },
  };
}

export function templateOf(image: string) {
  return { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image }] } };
}

export function replicaSetOf(replicas: number, spec: object = {}): NewObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { replicas, selector: { matchLabels: { app: 'web' } }, template: templateOf('app:1'), ...spec },
  };
}

type PodOptions = { labels?: Record<string, string> } & Record<string, unknown>;

/** A pod with these fields in its spec. */
export function podOf(name: string, { labels = {}, ...spec }: PodOptions = {}): NewObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'shop', labels },
    spec: { containers: [{ name: 'app', image: 'app:1' }], ...spec },
  };
}

/** A pod spec whose one container asks for so much memory. */
export function asking(memory: string): Record<string, unknown> {
  return { containers: [{ name: 'app', image: 'app:1', resources: { requests: { memory } } }] };
}
