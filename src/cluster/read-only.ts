import { KubeApi } from '../kube/api.ts';
import { Connection } from '../kube/connection.ts';
import { kubeconfigWith } from './kubeconfig-file.ts';

/** A cluster that is only read, whoever made it. */
export interface ReadOnlyCluster {
  api: KubeApi;
  /** For people. */
  cluster: string;
  /** The namespace that the context has, as kubectl takes it. */
  namespace: string;
}

/** Seconds for which an API server that does not answer is asked again: who types a command wants to know soon. */
const patience = 10;

/**
 * The cluster of a context of the user's kubeconfig; of the current one where none is named.
 * @throws Fault (usage or environment) where the kubeconfig does not say
 */
export function openReadOnly(context: string | undefined): ReadOnlyCluster {
  const wanted = (file: string) =>
    context === undefined ? Connection.currentContext(file) !== undefined : Connection.has(file, context);
  const file = kubeconfigWith(wanted);
  const connection = Connection.open(file, context ?? Connection.currentContext(file) ?? '');
  const { name, namespace } = connection.context;
  return { api: new KubeApi(connection, { patience }), cluster: `context "${name}"`, namespace };
}
