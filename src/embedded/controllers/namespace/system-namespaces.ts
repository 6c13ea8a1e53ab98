import type { Context } from '../controller.ts';

const names = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

/** The namespaces that every cluster has. */
export function createSystemNamespaces({ store, create }: Context): void {
  for (const name of names) {
    if (store.find({ resource: 'namespaces', name }) !== undefined) continue;
    create('namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
  }
}
