import type { StructTexts } from '../schema/struct-texts.ts';

export const replicaSetTypes = {
  ReplicaSet: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'ReplicaSetSpec',
    status: 'ReplicaSetStatus',
  },
  ReplicaSetSpec: {
    minReadySeconds: 'int32',
    replicas: 'int32',
    selector: 'LabelSelector required',
    template: 'PodTemplateSpec',
  },
  ReplicaSetStatus: {
    availableReplicas: 'int32',
    conditions: '[]ReplicaSetCondition merge=type',
    fullyLabeledReplicas: 'int32',
    observedGeneration: 'int64',
    readyReplicas: 'int32',
    replicas: 'int32 required',
    terminatingReplicas: 'int32',
  },
  ReplicaSetCondition: {
    lastTransitionTime: 'Time',
    message: 'string',
    reason: 'string',
    status: 'string required',
    type: 'string required',
  },
} as const satisfies StructTexts;
