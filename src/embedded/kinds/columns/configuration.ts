import { age } from './age.ts';
import { columns } from './column.ts';

export const configMapColumns = columns('ConfigMap', ['Name', 'Data', 'Age'], ({ metadata, data, binaryData }, now) => [
  metadata?.name ?? '',
  sizeOf(data) + sizeOf(binaryData),
  age(metadata?.creationTimestamp, now),
]);

export const secretColumns = columns('Secret', ['Name', 'Type', 'Data', 'Age'], ({ metadata, type, data }, now) => [
  metadata?.name ?? '',
  type ?? '',
  sizeOf(data),
  age(metadata?.creationTimestamp, now),
]);

export const serviceAccountColumns = columns(
  'ServiceAccount',
  ['Name', 'Secrets', 'Age'],
  ({ metadata, secrets }, now) => [metadata?.name ?? '', (secrets ?? []).length, age(metadata?.creationTimestamp, now)],
);

function sizeOf(map: object | undefined): number {
  return Object.keys(map ?? {}).length;
}
