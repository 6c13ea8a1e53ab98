import type { KubeApi } from '../kube/api.ts';

/** The names of all namespaces. */
export async function namespacesOf(api: KubeApi, signal?: AbortSignal): Promise<string[]> {
  const { items } = await api.list({ apiVersion: 'v1', kind: 'Namespace' }, {}, signal);
  return items.map(({ metadata }) => metadata.name);
}
