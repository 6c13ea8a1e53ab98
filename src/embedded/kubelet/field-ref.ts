import { ConfigError } from './config-error.ts';
import type { Pod } from './pod.ts';

export interface Addresses {
  pod: string;
  host: string;
}

/** The value of a downward API field, as `fieldRef.fieldPath` names it. */
export function fieldValue(pod: Pod, path: string, addresses: Addresses): string {
  const subscript = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(path);
  if (subscript !== null) {
    const [, map, key = ''] = subscript;
    return (map === 'labels' ? pod.metadata.labels : pod.metadata.annotations)[key] ?? '';
  }
  switch (path) {
    case 'metadata.name':
      return pod.metadata.name;
    case 'metadata.namespace':
      return pod.metadata.namespace;
    case 'metadata.uid':
      return pod.metadata.uid;
    case 'spec.nodeName':
      return pod.spec.nodeName;
    case 'spec.serviceAccountName':
      return pod.spec.serviceAccountName;
    case 'status.podIP':
    case 'status.podIPs':
      return addresses.pod;
    case 'status.hostIP':
    case 'status.hostIPs':
      return addresses.host;
    default:
      throw new ConfigError(`unsupported fieldPath: ${path}`);
  }
}
