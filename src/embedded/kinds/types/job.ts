import type { StructTexts } from '../schema/struct-texts.ts';

export const jobTypes = {
  Job: {
    apiVersion: 'string',
    kind: 'string',
    metadata: 'ObjectMeta',
    spec: 'JobSpec',
    status: 'JobStatus',
  },
  JobSpec: {
    activeDeadlineSeconds: 'int64',
    backoffLimit: 'int32',
    backoffLimitPerIndex: 'int32',
    completionMode: 'string',
    completions: 'int32',
    managedBy: 'string',
    manualSelector: 'bool',
    maxFailedIndexes: 'int32',
    parallelism: 'int32',
    podFailurePolicy: 'PodFailurePolicy',
    podReplacementPolicy: 'string',
    selector: 'LabelSelector',
    successPolicy: 'SuccessPolicy',
    suspend: 'bool',
    template: 'PodTemplateSpec required',
    ttlSecondsAfterFinished: 'int32',
  },
  PodFailurePolicy: {
    rules: '[]PodFailurePolicyRule required',
  },
  PodFailurePolicyRule: {
    action: 'string required',
    onExitCodes: 'PodFailurePolicyOnExitCodesRequirement',
    onPodConditions: '[]PodFailurePolicyOnPodConditionsPattern',
  },
  PodFailurePolicyOnExitCodesRequirement: {
    containerName: 'string',
    operator: 'string required',
    values: '[]int32 set required',
  },
  PodFailurePolicyOnPodConditionsPattern: {
    status: 'string required',
    type: 'string required',
  },
  SuccessPolicy: {
    rules: '[]SuccessPolicyRule required',
  },
  SuccessPolicyRule: {
    succeededCount: 'int32',
    succeededIndexes: 'string',
  },
  JobStatus: {
    active: 'int32',
    completedIndexes: 'string',
    completionTime: 'Time',
    conditions: '[]JobCondition merge=type atomic',
    failed: 'int32',
    failedIndexes: 'string',
    ready: 'int32',
    startTime: 'Time',
    succeeded: 'int32',
    terminating: 'int32',
    uncountedTerminatedPods: 'UncountedTerminatedPods',
  },
  JobCondition: {
    lastProbeTime: 'Time',
    lastTransitionTime: 'Time',
    message: 'string',
    reason: 'string',
    status: 'string required',
    type: 'string required',
  },
  UncountedTerminatedPods: {
    failed: '[]string set',
    succeeded: '[]string set',
  },
} as const satisfies StructTexts;
