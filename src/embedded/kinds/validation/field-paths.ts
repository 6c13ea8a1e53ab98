import type { Typed } from '../schema/typed.ts';
import { nanosOf } from './resources.ts';
import { invalid, type Problems, required, unsupported } from './problem.ts';

/** What a container can be told of its own pod in an environment variable. */
const forVariables = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];
/** Fields of a pod that have a label at all. */
const known = new Set([
  ...forVariables,
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
  'status.nominatedNodeName',
]);
const resources = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const divisors: Record<string, string[]> = {
  cpu: ['1m', '1'],
  memory: ['1', '1k', '1M', '1G', '1T', '1P', '1E', '1Ki', '1Mi', '1Gi', '1Ti', '1Pi', '1Ei'],
};

export function* fieldRefProblems({ fieldPath = '' }: Typed<'ObjectFieldSelector'>, field: string): Problems {
  const at = `${field}.fieldPath`;
  if (fieldPath === '') yield required(at);
  else if (!/^metadata\.(?:labels|annotations)\['.+'\]$/.test(fieldPath)) {
    if (!known.has(fieldPath)) {
      yield invalid(at, fieldPath, `error converting fieldPath: field label not supported: ${fieldPath}`);
    } else if (!forVariables.includes(fieldPath)) yield unsupported(at, fieldPath, forVariables);
  }
}

export function* resourceRefProblems(ref: Typed<'ResourceFieldSelector'>, field: string): Problems {
  const { resource = '', divisor = '0' } = ref;
  if (resource === '') yield required(`${field}.resource`);
  else if (!resources.includes(resource)) yield unsupported(`${field}.resource`, resource, resources);
  else {
    const name = resource.replace(/^\w+\./, '');
    const allowed = divisors[name] ?? divisors['memory'] ?? [];
    if (nanosOf(divisor) !== 0n && !allowed.some((one) => nanosOf(one) === nanosOf(divisor))) {
      const why = `only divisor's values ${allowed.join(', ')} are supported with the ${name} resource`;
      yield invalid(`${field}.divisor`, resource, why);
    }
  }
}
