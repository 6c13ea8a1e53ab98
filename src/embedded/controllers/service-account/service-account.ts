import type { NewObject } from '../../store/object.ts';
import type { Context, ControllerPlan } from '../controller.ts';

const description =
  'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the ' +
  'internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

/** Gives each namespace its ServiceAccount `default` and, where the API's certificate authority is known, that (PEM). */
export function serviceAccountController(context: Context, certificateAuthority?: string): ControllerPlan {
  const contents = [
    { resource: 'serviceaccounts', object: account },
    ...(certificateAuthority === undefined
      ? []
      : [{ resource: 'configmaps', object: rootAuthority(certificateAuthority) }]),
  ];
  return {
    name: 'serviceaccount',
    sources: [
      { resource: 'namespaces', keys: ({ metadata }) => [metadata.name] },
      ...contents.map(({ resource, object }) => ({
        resource,
        // It comes back when it was deleted.
        keys: ({ metadata }: { metadata: { name: string; namespace?: string } }) =>
          metadata.name === object.metadata.name ? [metadata.namespace ?? ''] : [],
      })),
    ],
    sync(namespace) {
      const found = context.store.find({ resource: 'namespaces', name: namespace });
      if (found === undefined || found.metadata.deletionTimestamp !== undefined) return undefined;
      for (const { resource, object } of contents) {
        const { name } = object.metadata;
        if (context.store.find({ resource, namespace, name }) !== undefined) continue;
        context.create(resource, { ...object, metadata: { ...object.metadata, namespace } });
      }
      return undefined;
    },
  };
}

type Named = NewObject & { metadata: { name: string } };

const account: Named = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default' } };

function rootAuthority(certificateAuthority: string): Named {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'kube-root-ca.crt', annotations: { 'kubernetes.io/description': description } },
    data: { 'ca.crt': certificateAuthority },
  };
}
