import { isDeepStrictEqual } from 'node:util';
import type { Typed } from '../schema/typed.ts';
import { oneOf } from './container.ts';
import { labelValue } from './names.ts';
import { notNegative } from './numbers.ts';
import { invalid, type Problems, required } from './problem.ts';
import { mismatchProblems } from './selector.ts';
import { templateProblems } from './workloads.ts';

export function* jobProblems({ metadata, spec = {} }: Typed<'Job'>): Problems {
  yield* notNegative('spec.parallelism', spec.parallelism);
  yield* notNegative('spec.completions', spec.completions);
  yield* notNegative('spec.activeDeadlineSeconds', spec.activeDeadlineSeconds);
  yield* notNegative('spec.backoffLimit', spec.backoffLimit);
  yield* notNegative('spec.ttlSecondsAfterFinished', spec.ttlSecondsAfterFinished);
  yield* oneOf('spec.completionMode', spec.completionMode, ['NonIndexed', 'Indexed']);
  if (spec.completionMode === 'Indexed' && spec.completions === undefined) {
    yield required('spec.completions', 'when completion mode is Indexed');
  }
  if (spec.manualSelector === true) {
    yield* mismatchProblems(spec.selector, spec.template?.metadata?.labels, 'spec.template.metadata.labels');
  }
  // The name becomes a label of the job's pods.
  const { name = '' } = metadata ?? {};
  for (const why of name.length > 63 ? labelValue(name) : []) yield invalid('spec.template.labels', name, why);
  yield* templateProblems(spec.template, 'spec.template');
  const { restartPolicy } = spec.template?.spec ?? {};
  if (restartPolicy !== 'OnFailure' && restartPolicy !== 'Never') {
    yield required('spec.template.spec.restartPolicy', 'valid values: "OnFailure", "Never"');
  }
}

/** What a job's pods are made of may not change: those that are there would be of another making. */
export function* jobChangeProblems({ spec = {} }: Typed<'Job'>, { spec: old = {} }: Typed<'Job'>): Problems {
  for (const name of ['completions', 'selector', 'template', 'completionMode'] as const) {
    // Pods of an Indexed job are added and taken away at its end.
    if (name === 'completions' && spec.completionMode === 'Indexed') continue;
    if (!isDeepStrictEqual(spec[name], old[name])) yield invalid(`spec.${name}`, spec[name], 'field is immutable');
  }
}
