import type { Typed } from '../schema/typed.ts';
import { forbidden, invalid, type Problems, required, unsupported } from './problem.ts';
import { positive } from './numbers.ts';

const metricTypes = ['ContainerResource', 'External', 'Object', 'Pods', 'Resource'];

export function* autoscalerProblems({ spec = {} }: Typed<'HorizontalPodAutoscaler'>): Problems {
  const { minReplicas = 1, maxReplicas = 0, metrics = [] } = spec;
  if (minReplicas < 1) yield invalid('spec.minReplicas', minReplicas, 'must be greater than or equal to 1');
  if (maxReplicas < 1) yield invalid('spec.maxReplicas', maxReplicas, 'must be greater than 0');
  if (maxReplicas < minReplicas) {
    yield invalid('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`');
  }
  yield* targetProblems(spec.scaleTargetRef ?? {});
  for (const [index, metric] of metrics.entries()) yield* metricProblems(metric, `spec.metrics[${index}]`);
  if (minReplicas === 0 && !metrics.some(({ type = '' }) => ['Object', 'External'].includes(type))) {
    const why = 'must specify at least one Object or External metric to support scaling to zero replicas';
    yield forbidden('spec.metrics', why);
  }
}

function* targetProblems({ kind = '', name = '', apiVersion = '' }: Typed<'CrossVersionObjectReference'>): Problems {
  if (kind === '') yield required('spec.scaleTargetRef.kind');
  if (name === '') yield required('spec.scaleTargetRef.name');
  if (apiVersion === '') yield invalid('spec.scaleTargetRef.apiVersion', '', 'apiVersion must specify API group');
}

function* metricProblems({ type = '', resource }: Typed<'MetricSpec'>, field: string): Problems {
  if (!metricTypes.includes(type)) yield unsupported(`${field}.type`, type, metricTypes);
  if (type !== 'Resource') return;
  if (resource === undefined) {
    yield required(`${field}.resource`, 'must populate information for the given metric source');
    return;
  }
  const target = `${field}.resource.target`;
  const { averageUtilization, averageValue } = resource.target ?? {};
  yield* positive(`${target}.averageUtilization`, averageUtilization);
  if (averageUtilization !== undefined && averageValue !== undefined) {
    yield forbidden(`${target}.averageValue`, 'may not set both a target raw value and a target utilization');
  }
  if (averageUtilization === undefined && averageValue === undefined) {
    yield required(`${target}.averageUtilization`, 'must set either a target raw value or a target utilization');
  }
}
