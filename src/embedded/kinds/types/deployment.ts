import type { StructTexts } from '../schema/struct-texts.ts';

export const deploymentTypes = {
  Deployment: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'DeploymentSpec',
    status: 'DeploymentStatus',
  },
  DeploymentSpec: {
    minReadySeconds: 'int32',
    paused: 'bool',
    progressDeadlineSeconds: 'int32',
    replicas: 'int32',
    revisionHistoryLimit: 'int32',
    selector: 'LabelSelector required',
    strategy: 'DeploymentStrategy retainKeys',
    template: 'PodTemplateSpec required',
  },
  DeploymentStrategy: {
    rollingUpdate: 'RollingUpdateDeployment',
    type: 'string',
  },
  RollingUpdateDeployment: {
    maxSurge: 'IntOrString',
    maxUnavailable: 'IntOrString',
  },
  DeploymentStatus: {
    availableReplicas: 'int32',
    collisionCount: 'int32',
    conditions: '[]DeploymentCondition merge=type',
    observedGeneration: 'int64',
    readyReplicas: 'int32',
    replicas: 'int32',
    terminatingReplicas: 'int32',
    unavailableReplicas: 'int32',
    updatedReplicas: 'int32',
  },
  DeploymentCondition: {
    lastTransitionTime: 'Time',
    lastUpdateTime: 'Time',
    message: 'string',
    reason: 'string',
    status: 'string required',
    type: 'string required',
  },
} as const satisfies StructTexts;
