import type { StoredObject } from '../store/object.ts';
import { autoscalerColumns } from './columns/autoscaler.ts';
import { leaseColumns, namespaceColumns, nodeColumns } from './columns/cluster.ts';
import type { Cell, ColumnDefinition, Columns } from './columns/column.ts';
import { configMapColumns, secretColumns, serviceAccountColumns } from './columns/configuration.ts';
import { eventColumns } from './columns/event.ts';
import { persistentVolumeClaimColumns } from './columns/persistent-volume-claim.ts';
import { podColumns } from './columns/pod.ts';
import { limitRangeColumns, resourceQuotaColumns } from './columns/quota.ts';
import { endpointSliceColumns, serviceColumns } from './columns/service.ts';
import { deploymentColumns, jobColumns, replicaSetColumns, statefulSetColumns } from './columns/workloads.ts';
import type { KindInfo } from './kind-info.ts';

export interface Table {
  kind: 'Table';
  apiVersion: 'meta.k8s.io/v1';
  metadata: Record<string, unknown>;
  columnDefinitions: ColumnDefinition[];
  rows: { cells: Cell[] }[];
}

const columnsOf: Record<string, Columns> = {
  Namespace: namespaceColumns,
  Node: nodeColumns,
  Pod: podColumns,
  ConfigMap: configMapColumns,
  Secret: secretColumns,
  Service: serviceColumns,
  ServiceAccount: serviceAccountColumns,
  Event: eventColumns,
  ResourceQuota: resourceQuotaColumns,
  LimitRange: limitRangeColumns,
  PersistentVolumeClaim: persistentVolumeClaimColumns,
  Deployment: deploymentColumns,
  ReplicaSet: replicaSetColumns,
  StatefulSet: statefulSetColumns,
  Job: jobColumns,
  EndpointSlice: endpointSliceColumns,
  HorizontalPodAutoscaler: autoscalerColumns,
  Lease: leaseColumns,
};

/**
 * Objects of one kind as kubectl prints them: one row for each, in their order. `now` in milliseconds since the Unix
 * epoch. What stands beside the cells (the object or its metadata) and `metadata.resourceVersion` are the API's to add.
 */
export function toTable(kind: KindInfo, items: StoredObject[], { now }: { now: number }): Table {
  const columns = columnsOf[kind.kind];
  if (columns === undefined) throw new Error(`${kind.kind} has no columns`);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: {},
    columnDefinitions: columns.definitions,
    rows: items.map((item) => ({ cells: columns.cells(item, now) })),
  };
}
