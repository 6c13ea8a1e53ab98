import type { Typed } from '../schema/typed.ts';
import { age } from './age.ts';
import { columns } from './column.ts';

export const autoscalerColumns = columns(
  'HorizontalPodAutoscaler',
  ['Name', 'Reference', 'Targets', 'MinPods', 'MaxPods', 'Replicas', 'Age'],
  ({ metadata, spec, status }, now) => [
    metadata?.name ?? '',
    `${spec?.scaleTargetRef?.kind ?? ''}/${spec?.scaleTargetRef?.name ?? ''}`,
    targets(spec?.metrics ?? [], status?.currentMetrics ?? []),
    spec?.minReplicas === undefined ? '<unset>' : String(spec.minReplicas),
    spec?.maxReplicas ?? 0,
    status?.currentReplicas ?? 0,
    age(metadata?.creationTimestamp, now),
  ],
);

function targets(metrics: Typed<'MetricSpec'>[], current: Typed<'MetricStatus'>[]): string {
  if (metrics.length === 0) return '<none>';
  const texts = metrics.map((metric, index) => target(metric, current[index]));
  const more = texts.length > 2 ? ` + ${texts.length - 2} more...` : '';
  return texts.slice(0, 2).join(', ') + more;
}

function target(metric: Typed<'MetricSpec'>, current: Typed<'MetricStatus'> | undefined): string {
  const wanted = metric.resource ?? metric.containerResource;
  const now = current?.resource?.current ?? current?.containerResource?.current;
  if (wanted === undefined) return `<unknown>/${otherTarget(metric)}`;
  const goal = wanted.target;
  if (goal?.averageValue !== undefined) {
    return `${wanted.name}: ${now?.averageValue ?? '<unknown>'}/${goal.averageValue}`;
  }
  const used = now?.averageUtilization === undefined ? '<unknown>' : `${now.averageUtilization}%`;
  return `${wanted.name}: ${used}/${goal?.averageUtilization ?? 0}%`;
}

function otherTarget({ pods, object, external }: Typed<'MetricSpec'>): string {
  const goal = (pods ?? object ?? external)?.target;
  return goal?.averageValue === undefined ? (goal?.value ?? '<unknown>') : `${goal.averageValue} (avg)`;
}
