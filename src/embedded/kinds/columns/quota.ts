import type { Typed } from '../schema/typed.ts';
import { age } from './age.ts';
import { columns } from './column.ts';

export const resourceQuotaColumns = columns(
  'ResourceQuota',
  ['Name', 'Request', 'Limit', 'Age'],
  ({ metadata, status }, now) => [
    metadata?.name ?? '',
    usage(status, (resource) => !resource.startsWith('limits.')),
    usage(status, (resource) => resource.startsWith('limits.')),
    age(metadata?.creationTimestamp, now),
  ],
);

export const limitRangeColumns = columns('LimitRange', ['Name', 'Created At'], ({ metadata }) => [
  metadata?.name ?? '',
  metadata?.creationTimestamp ?? '',
]);

function usage(status: Typed<'ResourceQuotaStatus'> | undefined, wanted: (resource: string) => boolean): string {
  return Object.entries(status?.hard ?? {})
    .filter(([resource]) => wanted(resource))
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([resource, hard]) => `${resource}: ${status?.used?.[resource] ?? '0'}/${hard}`)
    .join(', ');
}
