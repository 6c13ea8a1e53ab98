import { isDeepStrictEqual } from 'node:util';
import type { Typed } from '../schema/typed.ts';
import { podSpecProblems } from './pod-spec.ts';
import { forbidden, type Problems } from './problem.ts';

type PodSpec = Typed<'PodSpec'>;

export function* podProblems({ spec = {} }: Typed<'Pod'>): Problems {
  yield* podSpecProblems(spec, 'spec');
}

const changeable =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,' +
  '`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),' +
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** The server adds a diff of its own structs; we leave it at the sentence. */
export function* podChangeProblems({ spec = {} }: Typed<'Pod'>, { spec: old = {} }: Typed<'Pod'>): Problems {
  for (const list of ['containers', 'initContainers'] as const) {
    if ((spec[list] ?? []).length === (old[list] ?? []).length) continue;
    yield forbidden(`spec.${list}`, 'pod updates may not add or remove containers');
    return;
  }
  const kept = (old.tolerations ?? []).every((one) =>
    (spec.tolerations ?? []).some((other) =>
      isDeepStrictEqual({ ...one, tolerationSeconds: 0 }, { ...other, tolerationSeconds: 0 }),
    ),
  );
  if (!kept) {
    yield forbidden('spec.tolerations', 'existing toleration can not be modified except its tolerationSeconds');
  }
  if (!isDeepStrictEqual(fixedPart(spec), fixedPart(old))) yield forbidden('spec', changeable);
}

/** What is compared: all but the parts that may change. */
function fixedPart(spec: PodSpec): PodSpec {
  const withoutImages = (containers: PodSpec['containers']) => containers?.map((one) => ({ ...one, image: '' })) ?? [];
  return {
    ...spec,
    tolerations: [],
    activeDeadlineSeconds: 0,
    containers: withoutImages(spec.containers),
    initContainers: withoutImages(spec.initContainers),
  };
}
