import type { Quote } from '../evidence/death.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { AnyObject, Pod } from '../evidence/objects.ts';
import { eventQuote, eventsOn } from './events.ts';
import type { Workload } from './facts.ts';
import { isCurrent, waitingOf, waitingQuote } from './place.ts';

/** A ConfigMap or Secret, or a key of one, that a pod asks for and that is not there. */
export interface UnmetReference {
  pod: string;
  kind: 'ConfigMap' | 'Secret';
  /** Null where the kubelet does not name it. */
  object: string | null;
  /** Null where the whole object is missing. */
  key: string | null;
  quote: Quote;
}

/** All of them for one container's workload: from its waiting reason, and from volumes of its pods that cannot be set up. */
export function unmetReferences({ places, pods }: Workload, evidence: Evidence): UnmetReference[] {
  const waiting = places.flatMap((place) => {
    const found = waitingOf(place);
    if (found?.reason !== 'CreateContainerConfigError') return [];
    const parsed = parseReference(found.message);
    return parsed === null ? [] : [{ ...parsed, pod: place.pod.metadata.name, quote: waitingQuote(found) }];
  });
  const stuck = new Set(
    places.filter(({ pod, status }) => isCurrent(pod) && !hasStarted(status)).map(({ pod }) => pod.metadata.name),
  );
  const mounts = eventsOn(evidence, 'Pod', pods, ['FailedMount']).flatMap((event) => {
    const pod = event.involvedObject.name ?? '';
    const parsed = stuck.has(pod) ? parseReference(event.message ?? '') : null;
    return parsed === null ? [] : [{ ...parsed, pod, quote: eventQuote(event) }];
  });
  const found = [...waiting, ...mounts];
  return found.length > 0
    ? found
    : places.flatMap(({ pod }) => (stuck.has(pod.metadata.name) ? absentVolumes(pod, evidence) : []));
}

/**
 * The texts of the kubelet (pkg/kubelet/kubelet_pods.go, pkg/volume/configmap, pkg/volume/secret) and, within them, of
 * the API server.
 */
export function parseReference(text: string): Pick<UnmetReference, 'kind' | 'object' | 'key'> | null {
  const absent = /\b(configmap|secret)s? "([^"]+)" not found/i.exec(text);
  if (absent !== null) return { kind: kindOf(absent[1]), object: absent[2] ?? null, key: null };
  const key = /couldn't find key (\S+) in (ConfigMap|Secret) (?:[^/\s]+\/)?(\S+)/.exec(text);
  if (key !== null) return { kind: kindOf(key[2]), object: key[3] ?? null, key: key[1] ?? null };
  const item = /(?:(configmap|secret) )?references non-existent (config|secret) key: (\S+)/i.exec(text);
  if (item !== null) return { kind: kindOf(item[1] ?? item[2]), object: null, key: item[3] ?? null };
  return null;
}

function kindOf(word = ''): 'ConfigMap' | 'Secret' {
  return word.toLowerCase().startsWith('secret') ? 'Secret' : 'ConfigMap';
}

function hasStarted(status: Workload['places'][number]['status']): boolean {
  return (
    status?.state?.running !== undefined || status?.state?.terminated !== undefined || (status?.restartCount ?? 0) > 0
  );
}

/** Without events: a pod that does not start, and volumes of objects that are not among those that there are. */
function absentVolumes(pod: Pod, evidence: Evidence): UnmetReference[] {
  const lists = { ConfigMap: evidence.others.configmaps, Secret: evidence.others.secrets };
  const missing = new Set(evidence.missing.map(({ part }) => part));
  const absent = (kind: 'ConfigMap' | 'Secret', name: string | undefined): UnmetReference[] => {
    if (name === undefined || missing.has(`${kind.toLowerCase()}s.json`) || has(lists[kind], name)) return [];
    const source = `pods.json: ${pod.metadata.name} spec.volumes`;
    const text = `${kind} ${name} is mounted, and is not among the ${kind}s of the namespace`;
    return [{ pod: pod.metadata.name, kind, object: name, key: null, quote: { source, text } }];
  };
  return (pod.spec.volumes ?? []).flatMap(({ configMap, secret }) => [
    ...(configMap?.optional === true ? [] : absent('ConfigMap', configMap?.name)),
    ...(secret?.['optional'] === true ? [] : absent('Secret', secret?.secretName)),
  ]);
}

function has(objects: readonly AnyObject[], name: string): boolean {
  return objects.some(({ metadata }) => metadata.name === name);
}
