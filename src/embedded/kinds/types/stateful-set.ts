import type { StructTexts } from '../schema/struct-texts.ts';

export const statefulSetTypes = {
  StatefulSet: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'StatefulSetSpec',
    status: 'StatefulSetStatus',
  },
  StatefulSetSpec: {
    minReadySeconds: 'int32',
    ordinals: 'StatefulSetOrdinals',
    persistentVolumeClaimRetentionPolicy: 'StatefulSetPersistentVolumeClaimRetentionPolicy',
    podManagementPolicy: 'string',
    replicas: 'int32',
    revisionHistoryLimit: 'int32',
    selector: 'LabelSelector required',
    serviceName: 'string',
    template: 'PodTemplateSpec required',
    updateStrategy: 'StatefulSetUpdateStrategy',
    volumeClaimTemplates: '[]PersistentVolumeClaim',
  },
  StatefulSetOrdinals: {
    start: 'int32',
  },
  StatefulSetPersistentVolumeClaimRetentionPolicy: {
    whenDeleted: 'string',
    whenScaled: 'string',
  },
  StatefulSetUpdateStrategy: {
    rollingUpdate: 'RollingUpdateStatefulSetStrategy',
    type: 'string',
  },
  RollingUpdateStatefulSetStrategy: {
    maxUnavailable: 'IntOrString',
    partition: 'int32',
  },
  StatefulSetStatus: {
    availableReplicas: 'int32',
    collisionCount: 'int32',
    conditions: '[]StatefulSetCondition merge=type',
    currentReplicas: 'int32',
    currentRevision: 'string',
    observedGeneration: 'int64',
    readyReplicas: 'int32',
    replicas: 'int32 required',
    updateRevision: 'string',
    updatedReplicas: 'int32',
  },
  StatefulSetCondition: {
    lastTransitionTime: 'Time',
    message: 'string',
    reason: 'string',
    status: 'string required',
    type: 'string required',
  },
} as const satisfies StructTexts;
