import { isDeepStrictEqual } from 'node:util';
import type { Typed } from '../schema/typed.ts';
import { annotationProblems, labelProblems } from './metadata.ts';
import { notNegative } from './numbers.ts';
import { podSpecProblems } from './pod-spec.ts';
import { forbidden, invalid, type Problems, unsupported } from './problem.ts';
import { mismatchProblems, workloadSelectorProblems } from './selector.ts';

interface WorkloadSpec {
  selector?: Typed<'LabelSelector'>;
  template?: Typed<'PodTemplateSpec'>;
}

export function* templateProblems(template: Typed<'PodTemplateSpec'> | undefined, field: string): Problems {
  yield* labelProblems(template?.metadata?.labels, `${field}.labels`);
  yield* annotationProblems(template?.metadata?.annotations, `${field}.annotations`);
  yield* podSpecProblems(template?.spec ?? {}, `${field}.spec`);
}

/** What Deployments, ReplicaSets and StatefulSets have in common: pods of their own that are always restarted. */
export function* servedTemplateProblems({ selector, template }: WorkloadSpec): Problems {
  yield* workloadSelectorProblems(selector, 'spec.selector');
  yield* mismatchProblems(selector, template?.metadata?.labels, 'spec.template.metadata.labels');
  yield* templateProblems(template, 'spec.template');
  const { restartPolicy, activeDeadlineSeconds } = template?.spec ?? {};
  if (restartPolicy === 'OnFailure' || restartPolicy === 'Never') {
    yield unsupported('spec.template.spec.restartPolicy', restartPolicy, ['Always']);
  }
  if (activeDeadlineSeconds !== undefined) {
    const why = 'activeDeadlineSeconds in ReplicaSet is not Supported';
    yield forbidden('spec.template.spec.activeDeadlineSeconds', why);
  }
}

/** A selector once given is given for good: pods of the old one would be nobody's. */
export function* selectorChangeProblems(spec: WorkloadSpec | undefined, old: WorkloadSpec | undefined): Problems {
  if (!isDeepStrictEqual(spec?.selector, old?.selector)) {
    yield invalid('spec.selector', spec?.selector, 'field is immutable');
  }
}

export function* replicaSetProblems({ spec = {} }: Typed<'ReplicaSet'>): Problems {
  yield* notNegative('spec.replicas', spec.replicas);
  yield* notNegative('spec.minReadySeconds', spec.minReadySeconds);
  yield* servedTemplateProblems(spec);
}

export function* statefulSetProblems({ spec = {} }: Typed<'StatefulSet'>): Problems {
  yield* notNegative('spec.replicas', spec.replicas);
  yield* notNegative('spec.minReadySeconds', spec.minReadySeconds);
  yield* servedTemplateProblems(spec);
}
