import type { NewObject } from '../../store/object.ts';
import type { Store } from '../../store/store.ts';
import { podSpec } from '../models/pod.ts';
import type { Toleration } from '../models/pod.ts';
import { forbidden } from '../../store/status-errors.ts';

/**
 * What admission gives every pod (plugins ServiceAccount, Priority, DefaultTolerationSeconds). Unlike there, no token is
 * mounted, and `default` need not exist yet: a pod that comes right after its namespace is not refused.
 */
export function completePod(store: Store, object: NewObject): NewObject {
  const spec = podSpec.parse(object['spec']);
  const { serviceAccountName: asked = '' } = spec;
  const serviceAccountName = asked === '' ? 'default' : asked;
  const { namespace } = object.metadata;
  const account = { resource: 'serviceaccounts', namespace, name: serviceAccountName };
  if (serviceAccountName !== 'default' && store.find(account) === undefined) {
    const missing = `serviceaccount "${serviceAccountName}" not found`;
    throw forbidden(
      'pods',
      object.metadata.name ?? '',
      `error looking up service account ${namespace}/${serviceAccountName}: ${missing}`,
    );
  }
  return {
    ...object,
    spec: {
      preemptionPolicy: 'PreemptLowerPriority',
      priority: 0,
      ...spec,
      serviceAccountName,
      serviceAccount: serviceAccountName,
      tolerations: withDefaults(spec.tolerations ?? []),
    },
  };
}

function withDefaults(tolerations: Toleration[]): Toleration[] {
  const keys = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'];
  const missing = keys.filter((key) => !tolerations.some((toleration) => covers(toleration, key)));
  return [
    ...tolerations,
    ...missing.map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 })),
  ];
}

function covers({ key = '', effect = '' }: Toleration, taint: string): boolean {
  return (key === '' || key === taint) && (effect === '' || effect === 'NoExecute');
}
