import type { Evidence, Missing } from '../evidence/evidence.ts';
import type { Pod } from '../evidence/objects.ts';
import { collectLogs, logsOf } from './logs.ts';
import type { WantedLog } from './logs.ts';
import { collectObjects } from './objects.ts';
import type { Source } from './objects.ts';

export interface IncidentSource extends Source {
  /** The cluster's name, for people. */
  cluster: string;
  /** Milliseconds since the Unix epoch. */
  now: number;
}

/**
 * What a cluster that nobody has watched until now tells of a namespace. Reads only. Logs are those of pods that are in
 * trouble or were: a healthy one says nothing of an incident. What could not be had is named in `missing`.
 */
export async function collectIncident(source: IncidentSource): Promise<Evidence> {
  const { api, cluster, namespace, now, signal } = source;
  const missing: Missing[] = [
    { part: 'kernel.log', why: 'only the nodes have it, and they are not asked' },
    { part: 'memory', why: 'the API server keeps no history of it' },
  ];
  const objects = await collectObjects(source, missing);
  const read = ({ pod, container, previous }: WantedLog) => api.log(namespace, pod, container, previous, signal);
  const logs = await collectLogs(logsOf(objects.pods.filter(isTroubled)), read, missing);
  const nothing = { memory: [], kernelKills: [], oomCounts: [], endings: [] };
  return { cluster, namespace, collectedAt: now, missing, ...objects, logs, ...nothing };
}

function isTroubled({ status }: Pod): boolean {
  const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return (
    status?.phase === 'Failed' ||
    containers.some(({ restartCount, state }) => restartCount > 0 || state?.waiting !== undefined) ||
    (status?.phase === 'Running' && (status.containerStatuses ?? []).some(({ ready }) => !ready))
  );
}
