import { createHash } from 'node:crypto';
import { otherKinds } from './evidence.ts';

/** Raised when a reader of the old format could not read the new one. */
export const bundleVersion = 1;

/** The kinds of a bundle, one `<kind>.json` each, with what `kubectl get` says that a list of them holds. */
export const listKinds = {
  pods: { apiVersion: 'v1', kind: 'Pod' },
  deployments: { apiVersion: 'apps/v1', kind: 'Deployment' },
  replicasets: { apiVersion: 'apps/v1', kind: 'ReplicaSet' },
  statefulsets: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  jobs: { apiVersion: 'batch/v1', kind: 'Job' },
  events: { apiVersion: 'v1', kind: 'Event' },
  nodes: { apiVersion: 'v1', kind: 'Node' },
  services: { apiVersion: 'v1', kind: 'Service' },
  endpointslices: { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' },
  resourcequotas: { apiVersion: 'v1', kind: 'ResourceQuota' },
  limitranges: { apiVersion: 'v1', kind: 'LimitRange' },
  horizontalpodautoscalers: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler' },
  persistentvolumeclaims: { apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  configmaps: { apiVersion: 'v1', kind: 'ConfigMap' },
  secrets: { apiVersion: 'v1', kind: 'Secret' },
} as const;
export type ListKind = keyof typeof listKinds;

const readKinds = ['pods', 'deployments', 'events', 'nodes'] as const satisfies ListKind[];
export const allKinds: readonly ListKind[] = [...readKinds, ...otherKinds];

export function logPath(log: { pod: string; container: string; previous: boolean }): string {
  return `logs/${fileName(log.pod)}/${fileName(log.container)}${log.previous ? '.previous' : ''}.log`;
}

export function memoryPath(series: { pod: string; container: string }): string {
  return `memory/${fileName(series.pod)}/${fileName(series.container)}.csv`;
}

/**
 * A name as one path segment that stays inside its folder. Kubernetes' own names pass as they are; everything else,
 * dots at the start and path separators among it, is percent-encoded, and too long a name is cut and given a hash.
 */
function fileName(name: string): string {
  if (/^[a-z0-9]([-a-z0-9]|\.(?!\.|previous$))*$/.test(name) && name.length <= 200) return name;
  const encoded = [...Buffer.from(name)].map(encodeByte).join('') || '%00';
  if (encoded.length <= 200) return encoded;
  return `${encoded.slice(0, 180).replace(/%.?$/, '')}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
}

/** The name that `fileName` was made from. */
export function nameOf(segment: string): string {
  if (segment === '%00') return '';
  try {
    return decodeURIComponent(segment);
  } catch {
    // Not made by fileName: a folder put together by hand. The segment itself is the best name there is.
    return segment;
  }
}

function encodeByte(byte: number): string {
  const char = String.fromCharCode(byte);
  return /[A-Za-z0-9_-]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
}
