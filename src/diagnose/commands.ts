import type { Evidence } from '../evidence/evidence.ts';
import type { Workload } from './facts.ts';

/** kubectl with the namespace, its words quoted where a shell would read more into them. */
export function kubectl({ namespace }: Pick<Evidence, 'namespace'>, ...words: string[]): string {
  return ['kubectl', '-n', namespace, ...words].map(quoted).join(' ');
}

/** Where a person looks next, whatever killed the container. */
export function lookAt(evidence: Evidence, { pods, spec }: Workload): string[] {
  const pod = pods[0] ?? '';
  return [
    kubectl(evidence, 'describe', 'pod', pod),
    kubectl(evidence, 'logs', pod, '-c', spec.name, '--previous'),
    kubectl(evidence, 'top', 'pod', pod, '--containers'),
  ];
}

/** `deployment/ledger`, as kubectl takes it. */
export function resourceOf({ subject }: Workload): string {
  return `${subject.kind.toLowerCase()}/${subject.name}`;
}

function quoted(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
