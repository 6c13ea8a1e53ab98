import type { KindInfo } from './kind-info.ts';

export type { KindInfo } from './kind-info.ts';

interface Names {
  group?: string;
  version?: string;
  kind: string;
  /** Absent: the kind in lower case with an s. */
  plural?: string;
  shortNames?: string[];
  namespaced?: boolean;
  categories?: string[];
  subresources?: ('status' | 'scale')[];
  selectableFields?: string[];
}

/** Every kind that the embedded cluster serves; the names are those of `kubectl api-resources`. */
export const kinds: KindInfo[] = [
  kind({
    kind: 'Namespace',
    shortNames: ['ns'],
    namespaced: false,
    subresources: ['status'],
    selectableFields: ['status.phase'],
  }),
  kind({
    kind: 'Node',
    shortNames: ['no'],
    namespaced: false,
    subresources: ['status'],
    selectableFields: ['spec.unschedulable'],
  }),
  kind({
    kind: 'Pod',
    shortNames: ['po'],
    categories: ['all'],
    subresources: ['status'],
    selectableFields: [
      'spec.nodeName',
      'spec.restartPolicy',
      'spec.schedulerName',
      'spec.serviceAccountName',
      'spec.hostNetwork',
      'status.phase',
      'status.podIP',
      'status.nominatedNodeName',
    ],
  }),
  kind({ kind: 'ConfigMap', shortNames: ['cm'] }),
  kind({ kind: 'Secret', selectableFields: ['type'] }),
  kind({
    kind: 'Service',
    shortNames: ['svc'],
    categories: ['all'],
    subresources: ['status'],
    selectableFields: ['spec.clusterIP', 'spec.type'],
  }),
  kind({ kind: 'ServiceAccount', shortNames: ['sa'] }),
  kind({
    kind: 'Event',
    shortNames: ['ev'],
    selectableFields: [
      'involvedObject.kind',
      'involvedObject.namespace',
      'involvedObject.name',
      'involvedObject.uid',
      'involvedObject.apiVersion',
      'involvedObject.resourceVersion',
      'involvedObject.fieldPath',
      'reason',
      'reportingComponent',
      'source',
      'type',
    ],
  }),
  kind({ kind: 'ResourceQuota', shortNames: ['quota'], subresources: ['status'] }),
  kind({ kind: 'LimitRange', shortNames: ['limits'] }),
  kind({ kind: 'PersistentVolumeClaim', shortNames: ['pvc'], subresources: ['status'] }),
  kind({
    group: 'apps',
    kind: 'Deployment',
    shortNames: ['deploy'],
    categories: ['all'],
    subresources: ['status', 'scale'],
  }),
  kind({
    group: 'apps',
    kind: 'ReplicaSet',
    shortNames: ['rs'],
    categories: ['all'],
    subresources: ['status', 'scale'],
    selectableFields: ['status.replicas'],
  }),
  kind({
    group: 'apps',
    kind: 'StatefulSet',
    shortNames: ['sts'],
    categories: ['all'],
    subresources: ['status', 'scale'],
  }),
  kind({
    group: 'batch',
    kind: 'Job',
    categories: ['all'],
    subresources: ['status'],
    selectableFields: ['status.successful'],
  }),
  kind({ group: 'discovery.k8s.io', kind: 'EndpointSlice' }),
  kind({
    group: 'autoscaling',
    version: 'v2',
    kind: 'HorizontalPodAutoscaler',
    shortNames: ['hpa'],
    categories: ['all'],
    subresources: ['status'],
  }),
  kind({ group: 'coordination.k8s.io', kind: 'Lease' }),
];

/** `group` is empty for the core group. */
export function kindByPath(group: string, version: string, plural: string): KindInfo | undefined {
  return kinds.find((one) => one.group === group && one.version === version && one.plural === plural);
}

/** By what an object says of itself: "apps/v1" and "Deployment". */
export function kindByName(apiVersion: string, kindName: string): KindInfo | undefined {
  const [version = '', group = ''] = apiVersion.split('/').toReversed();
  return kinds.find((one) => one.group === group && one.version === version && one.kind === kindName);
}

function kind(names: Names): KindInfo {
  const { group = '', version = 'v1', namespaced = true } = names;
  const singular = names.kind.toLowerCase();
  const plural = names.plural ?? `${singular}s`;
  return {
    group,
    version,
    kind: names.kind,
    plural,
    singular,
    shortNames: names.shortNames ?? [],
    namespaced,
    categories: names.categories ?? [],
    resource: group === '' ? plural : `${plural}.${group}`,
    subresources: names.subresources ?? [],
    selectableFields: [
      'metadata.name',
      ...(namespaced ? ['metadata.namespace'] : []),
      ...(names.selectableFields ?? []),
    ],
  };
}
