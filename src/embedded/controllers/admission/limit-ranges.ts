import type { NewObject } from '../../store/object.ts';
import { forbidden } from '../../store/status-errors.ts';
import type { Store } from '../../store/store.ts';
import { readLimitRange } from '../models/limits.ts';
import type { LimitRangeItem } from '../models/limits.ts';
import { listOf } from '../models/object.ts';
import { podSpec } from '../models/pod.ts';
import type { Container, PodSpec } from '../models/pod.ts';
import { limitRangeProblems } from './limit-range-problems.ts';

/** Gives a pod's containers the namespace's default requests and limits, and refuses what its limit ranges forbid. */
export function applyLimitRanges(store: Store, object: NewObject): NewObject {
  const { namespace, name = '' } = object.metadata;
  const ranges = listOf(store, readLimitRange, { resource: 'limitranges', namespace });
  const items = ranges.flatMap(({ spec }) => spec.limits ?? []);
  if (items.length === 0) return object;
  const spec = items.filter(({ type }) => type === 'Container').reduce(withDefaults, podSpec.parse(object['spec']));
  const problems = items.flatMap((item) => limitRangeProblems(item, spec));
  const [first] = problems;
  if (first === undefined) return { ...object, spec };
  throw forbidden('pods', name, problems.length === 1 ? first : `[${problems.join(', ')}]`);
}

function withDefaults(spec: PodSpec, item: LimitRangeItem): PodSpec {
  // A maximum is the default of a limit, a default limit that of a request (pkg/apis/core/v1 SetDefaults_LimitRangeItem).
  const limits = { ...item.max, ...item.default };
  const requests = { ...item.min, ...limits, ...item.defaultRequest };
  const complete = (container: Container): Container => ({
    ...container,
    resources: {
      ...container.resources,
      ...(Object.keys(limits).length === 0 ? {} : { limits: { ...limits, ...container.resources?.limits } }),
      ...(Object.keys(requests).length === 0 ? {} : { requests: { ...requests, ...container.resources?.requests } }),
    },
  });
  const { initContainers } = spec;
  return {
    ...spec,
    containers: spec.containers.map(complete),
    ...(initContainers === undefined ? {} : { initContainers: initContainers.map(complete) }),
  };
}
