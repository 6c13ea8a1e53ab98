import type { Typed } from '../schema/typed.ts';
import { age } from './age.ts';
import { columns } from './column.ts';
import { podSummary } from './pod-summary.ts';

export const podColumns = columns(
  'Pod',
  ['Name', 'Ready', 'Status', 'Restarts', 'Age', '+IP', '+Node', '+Nominated Node', '+Readiness Gates'],
  (pod, now) => {
    const { ready, total, status, restarts, lastRestart } = podSummary(pod);
    return [
      pod.metadata?.name ?? '',
      `${ready}/${total}`,
      status,
      restarts === 0 || lastRestart === undefined ? `${restarts}` : `${restarts} (${age(lastRestart, now)} ago)`,
      age(pod.metadata?.creationTimestamp, now),
      orNone(pod.status?.podIPs?.[0]?.ip ?? pod.status?.podIP),
      orNone(pod.spec?.nodeName),
      orNone(pod.status?.nominatedNodeName),
      readinessGates(pod),
    ];
  },
);

function orNone(text: string | undefined): string {
  return text === undefined || text === '' ? '<none>' : text;
}

function readinessGates({ spec, status }: Typed<'Pod'>): string {
  const gates = spec?.readinessGates ?? [];
  if (gates.length === 0) return '<none>';
  const passed = gates.filter(({ conditionType }) =>
    status?.conditions?.some((condition) => condition.type === conditionType && condition.status === 'True'),
  );
  return `${passed.length}/${gates.length}`;
}
