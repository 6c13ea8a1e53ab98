import type { Typed } from '../schema/typed.ts';
import { setTemplateDefaults } from './pod.ts';

export function setDeploymentDefaults(deployment: Typed<'Deployment'>): void {
  const spec = (deployment.spec ??= {});
  spec.replicas ??= 1;
  spec.template = setTemplateDefaults(spec.template);
  spec.strategy ??= {};
  spec.strategy.type ??= 'RollingUpdate';
  if (spec.strategy.type === 'RollingUpdate') {
    spec.strategy.rollingUpdate ??= {};
    spec.strategy.rollingUpdate.maxUnavailable ??= '25%';
    spec.strategy.rollingUpdate.maxSurge ??= '25%';
  }
  spec.revisionHistoryLimit ??= 10;
  spec.progressDeadlineSeconds ??= 600;
}

export function setReplicaSetDefaults(set: Typed<'ReplicaSet'>): void {
  const spec = (set.spec ??= {});
  spec.replicas ??= 1;
  spec.template = setTemplateDefaults(spec.template);
}

export function setStatefulSetDefaults(set: Typed<'StatefulSet'>): void {
  const spec = (set.spec ??= {});
  spec.replicas ??= 1;
  spec.template = setTemplateDefaults(spec.template);
  spec.serviceName ??= '';
  spec.podManagementPolicy ??= 'OrderedReady';
  spec.updateStrategy ??= {};
  spec.updateStrategy.type ??= 'RollingUpdate';
  if (spec.updateStrategy.type === 'RollingUpdate') {
    spec.updateStrategy.rollingUpdate ??= {};
    spec.updateStrategy.rollingUpdate.partition ??= 0;
  }
  spec.revisionHistoryLimit ??= 10;
  spec.persistentVolumeClaimRetentionPolicy ??= { whenDeleted: 'Retain', whenScaled: 'Retain' };
}

export function setJobDefaults(job: Typed<'Job'>): void {
  const spec = (job.spec ??= {});
  // One pod, unless its author thinks of a work queue: parallelism alone leaves the completions open.
  if (spec.completions === undefined && spec.parallelism === undefined) spec.completions = 1;
  spec.parallelism ??= 1;
  spec.backoffLimit ??= 6;
  spec.completionMode ??= 'NonIndexed';
  spec.suspend ??= false;
  spec.manualSelector ??= false;
  spec.podReplacementPolicy ??= spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed';
  spec.template = setTemplateDefaults(spec.template);
}

export function setAutoscalerDefaults(autoscaler: Typed<'HorizontalPodAutoscaler'>): void {
  const spec = (autoscaler.spec ??= {});
  spec.minReplicas ??= 1;
  spec.metrics ??= [
    { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
  ];
}
