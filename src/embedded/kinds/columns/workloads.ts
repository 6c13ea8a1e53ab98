import { age, humanDuration } from './age.ts';
import { columns } from './column.ts';
import { containerCells, formatSelector } from './text.ts';
import type { Typed } from '../schema/typed.ts';

export const deploymentColumns = columns(
  'Deployment',
  ['Name', 'Ready', 'Up-to-date', 'Available', 'Age', '+Containers', '+Images', '+Selector'],
  ({ metadata, spec, status }, now) => [
    metadata?.name ?? '',
    `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    status?.updatedReplicas ?? 0,
    status?.availableReplicas ?? 0,
    age(metadata?.creationTimestamp, now),
    ...containerCells(spec?.template),
    formatSelector(spec?.selector),
  ],
);

export const replicaSetColumns = columns(
  'ReplicaSet',
  ['Name', 'Desired', 'Current', 'Ready', 'Age', '+Containers', '+Images', '+Selector'],
  ({ metadata, spec, status }, now) => [
    metadata?.name ?? '',
    spec?.replicas ?? 0,
    status?.replicas ?? 0,
    status?.readyReplicas ?? 0,
    age(metadata?.creationTimestamp, now),
    ...containerCells(spec?.template),
    formatSelector(spec?.selector),
  ],
);

export const statefulSetColumns = columns(
  'StatefulSet',
  ['Name', 'Ready', 'Age', '+Containers', '+Images'],
  ({ metadata, spec, status }, now) => [
    metadata?.name ?? '',
    `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`,
    age(metadata?.creationTimestamp, now),
    ...containerCells(spec?.template),
  ],
);

export const jobColumns = columns(
  'Job',
  ['Name', 'Status', 'Completions', 'Duration', 'Age', '+Containers', '+Images', '+Selector'],
  (job, now) => [
    job.metadata?.name ?? '',
    jobStatus(job),
    completions(job),
    jobDuration(job.status, now),
    age(job.metadata?.creationTimestamp, now),
    ...containerCells(job.spec?.template),
    formatSelector(job.spec?.selector),
  ],
);

function jobStatus({ metadata, status }: Typed<'Job'>): string {
  const holds = (type: string) => status?.conditions?.some((one) => one.type === type && one.status === 'True');
  if (holds('Complete') === true) return 'Complete';
  if (holds('Failed') === true) return 'Failed';
  if (metadata?.deletionTimestamp !== undefined) return 'Terminating';
  if (holds('Suspended') === true) return 'Suspended';
  return ['FailureTarget', 'SuccessCriteriaMet'].find((type) => holds(type) === true) ?? 'Running';
}

function completions({ spec, status }: Typed<'Job'>): string {
  const succeeded = status?.succeeded ?? 0;
  if (spec?.completions !== undefined) return `${succeeded}/${spec.completions}`;
  const parallelism = spec?.parallelism ?? 0;
  return parallelism > 1 ? `${succeeded}/1 of ${parallelism}` : `${succeeded}/1`;
}

function jobDuration(status: Typed<'JobStatus'> | undefined, now: number): string {
  if (status?.startTime === undefined) return '';
  const end = status.completionTime === undefined ? now : Date.parse(status.completionTime);
  return humanDuration(end - Date.parse(status.startTime));
}
