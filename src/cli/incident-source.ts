import { namespacesOf } from '../collect/namespaces.ts';
import type { IncidentSource } from '../collect/incident.ts';
import { openReadOnly } from '../cluster/read-only.ts';
import { Fault } from '../shared/errors.ts';

export interface SourceOptions {
  context?: string;
  namespace?: string;
  allNamespaces?: boolean;
}

/** The namespaces that a command asks of: the one that is named, all, or the one that the context has. */
export async function incidentSources(options: SourceOptions, signal: AbortSignal): Promise<IncidentSource[]> {
  if (options.namespace !== undefined && options.allNamespaces === true)
    throw new Fault('usage', '--all-namespaces is every namespace: expected no --namespace beside it');
  const { api, cluster, namespace } = openReadOnly(options.context);
  const names = options.allNamespaces === true ? await namespacesOf(api, signal) : [options.namespace ?? namespace];
  return names.map((name) => ({ api, cluster, namespace: name, now: Date.now(), signal }));
}
