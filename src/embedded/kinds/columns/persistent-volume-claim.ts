import { age } from './age.ts';
import { columns } from './column.ts';

const shortModes: Record<string, string> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

export const persistentVolumeClaimColumns = columns(
  'PersistentVolumeClaim',
  [
    'Name',
    'Status',
    'Volume',
    'Capacity',
    'Access Modes',
    'StorageClass',
    'VolumeAttributesClass',
    'Age',
    '+VolumeMode',
  ],
  ({ metadata, spec, status }, now) => {
    const bound = spec?.volumeName !== undefined && spec.volumeName !== '';
    return [
      metadata?.name ?? '',
      metadata?.deletionTimestamp === undefined ? (status?.phase ?? '') : 'Terminating',
      spec?.volumeName ?? '',
      bound ? (status?.capacity?.['storage'] ?? '') : '',
      bound ? (status?.accessModes ?? []).map((mode) => shortModes[mode] ?? mode).join(',') : '',
      spec?.storageClassName ?? '',
      '<unset>',
      age(metadata?.creationTimestamp, now),
      spec?.volumeMode ?? '<unset>',
    ];
  },
);
