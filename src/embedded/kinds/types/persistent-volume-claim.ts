import type { StructTexts } from '../schema/struct-texts.ts';

export const persistentVolumeClaimTypes = {
  PersistentVolumeClaim: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'PersistentVolumeClaimSpec',
    status: 'PersistentVolumeClaimStatus',
  },
  PersistentVolumeClaimTemplate: {
    metadata: 'ObjectMeta',
    spec: 'PersistentVolumeClaimSpec required',
  },
  PersistentVolumeClaimSpec: {
    accessModes: '[]string',
    dataSource: 'TypedLocalObjectReference',
    dataSourceRef: 'TypedObjectReference',
    resources: 'VolumeResourceRequirements',
    selector: 'LabelSelector',
    storageClassName: 'string',
    volumeAttributesClassName: 'string',
    volumeMode: 'string',
    volumeName: 'string',
  },
  VolumeResourceRequirements: {
    limits: 'map[string]Quantity',
    requests: 'map[string]Quantity',
  },
  PersistentVolumeClaimStatus: {
    accessModes: '[]string',
    allocatedResourceStatuses: 'map[string]string',
    allocatedResources: 'map[string]Quantity',
    capacity: 'map[string]Quantity',
    conditions: '[]PersistentVolumeClaimCondition merge=type',
    currentVolumeAttributesClassName: 'string',
    modifyVolumeStatus: 'ModifyVolumeStatus',
    phase: 'string',
  },
  PersistentVolumeClaimCondition: {
    lastProbeTime: 'Time',
    lastTransitionTime: 'Time',
    message: 'string',
    reason: 'string',
    status: 'string required',
    type: 'string required',
  },
  ModifyVolumeStatus: {
    status: 'string required',
    targetVolumeAttributesClassName: 'string',
  },
} as const satisfies StructTexts;
