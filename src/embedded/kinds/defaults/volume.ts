import type { Typed } from '../schema/typed.ts';

/** 0644 */
const fileMode = 420;

export function setVolumeDefaults(volume: Typed<'Volume'>): void {
  const { name: _, ...sources } = volume;
  if (Object.keys(sources).length === 0) volume.emptyDir = {};
  for (const source of [volume.configMap, volume.secret, volume.downwardAPI, volume.projected]) {
    if (source !== undefined) source.defaultMode ??= fileMode;
  }
  if (volume.hostPath !== undefined) volume.hostPath.type ??= '';
  setItemDefaults(volume.downwardAPI?.items);
  for (const source of volume.projected?.sources ?? []) {
    setItemDefaults(source.downwardAPI?.items);
    if (source.serviceAccountToken !== undefined) source.serviceAccountToken.expirationSeconds ??= 3600;
  }
}

function setItemDefaults(items: Typed<'DownwardAPIVolumeFile'>[] | undefined): void {
  for (const { fieldRef, resourceFieldRef } of items ?? []) {
    if (fieldRef !== undefined) fieldRef.apiVersion ??= 'v1';
    if (resourceFieldRef !== undefined) resourceFieldRef.divisor ??= '0';
  }
}
