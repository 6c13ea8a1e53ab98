import type { Typed } from '../schema/typed.ts';
import { setContainerDefaults } from './container.ts';
import { setVolumeDefaults } from './volume.ts';

/** What every pod and every pod template gets (Kubernetes' pkg/apis/core/v1/defaults.go). */
function setPodSpecDefaults(spec: Typed<'PodSpec'>): void {
  for (const container of [...(spec.initContainers ?? []), ...(spec.containers ?? [])]) {
    setContainerDefaults(container);
    dropRestartRules(container, spec.initContainers ?? []);
    if (spec.hostNetwork === true) for (const port of container.ports ?? []) port.hostPort ??= port.containerPort ?? 0;
  }
  for (const volume of spec.volumes ?? []) setVolumeDefaults(volume);
  spec.restartPolicy ??= 'Always';
  spec.terminationGracePeriodSeconds ??= 30;
  if (spec.terminationGracePeriodSeconds < 0) spec.terminationGracePeriodSeconds = 1;
  spec.dnsPolicy ??= 'ClusterFirst';
  spec.securityContext ??= {};
  spec.schedulerName ??= 'default-scheduler';
  // Two names for one thing; the old one is kept in step.
  const account = spec.serviceAccountName ?? spec.serviceAccount;
  if (account !== undefined) Object.assign(spec, { serviceAccountName: account, serviceAccount: account });
}

/** Behind a feature gate that is off (ContainerRestartRules, 1.34): but for sidecars, a pod has one restart policy. */
function dropRestartRules(container: Typed<'Container'>, initContainers: Typed<'Container'>[]): void {
  delete container.restartPolicyRules;
  if (container.restartPolicy !== 'Always' || !initContainers.includes(container)) delete container.restartPolicy;
}

export function setTemplateDefaults(template: Typed<'PodTemplateSpec'> | undefined): Typed<'PodTemplateSpec'> {
  const present = template ?? {};
  present.spec ??= {};
  setPodSpecDefaults(present.spec);
  return present;
}

/** What pods get and templates do not: who limits a resource and requests none requests the limit. */
export function setPodDefaults(pod: Typed<'Pod'>): void {
  pod.spec ??= {};
  setPodSpecDefaults(pod.spec);
  pod.spec.enableServiceLinks ??= true;
  for (const { resources } of [...(pod.spec.initContainers ?? []), ...(pod.spec.containers ?? [])]) {
    if (resources?.limits !== undefined) resources.requests = { ...resources.limits, ...resources.requests };
  }
}
