import type { Typed } from '../schema/typed.ts';
import { containerProblems, initProblems, livingProblems, oneOf } from './container.ts';
import { labelProblems } from './metadata.ts';
import { labelName, subdomainName, type NameRule } from './names.ts';
import { invalid, type Problems, required } from './problem.ts';
import { affinityProblems, spreadProblems, tolerationProblems } from './scheduling.ts';
import { volumeProblems } from './volume.ts';

const largest = 2 ** 31 - 1;

/** Problems of a pod's spec or a template's, in the order in which the server tells them. */
export function* podSpecProblems(spec: Typed<'PodSpec'>, field: string): Problems {
  const volumes = new Set((spec.volumes ?? []).map(({ name = '' }) => name));
  yield* volumeProblems(spec.volumes ?? [], `${field}.volumes`);
  const names = new Set<string>();
  if ((spec.containers ?? []).length === 0) yield required(`${field}.containers`);
  for (const [index, container] of (spec.containers ?? []).entries()) {
    const at = `${field}.containers[${index}]`;
    yield* containerProblems(container, at, { names, volumes });
    yield* livingProblems(container, at);
  }
  for (const [index, container] of (spec.initContainers ?? []).entries()) {
    const at = `${field}.initContainers[${index}]`;
    yield* containerProblems(container, at, { names, volumes });
    yield* initProblems(container, at);
  }
  yield* oneOf(`${field}.restartPolicy`, spec.restartPolicy, ['Always', 'OnFailure', 'Never']);
  const policies = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
  yield* oneOf(`${field}.dnsPolicy`, spec.dnsPolicy, policies);
  yield* labelProblems(spec.nodeSelector, `${field}.nodeSelector`);
  yield* identityProblems(spec.securityContext, `${field}.securityContext`);
  if (spec.affinity !== undefined) yield* affinityProblems(spec.affinity, `${field}.affinity`);
  yield* spreadProblems(spec.topologySpreadConstraints ?? [], `${field}.topologySpreadConstraints`);
  yield* named(`${field}.serviceAccountName`, spec.serviceAccountName, subdomainName);
  yield* named(`${field}.nodeName`, spec.nodeName, subdomainName);
  const { activeDeadlineSeconds: deadline } = spec;
  if (deadline !== undefined && (deadline < 1 || deadline > largest)) {
    yield invalid(`${field}.activeDeadlineSeconds`, deadline, `must be between 1 and ${largest}, inclusive`);
  }
  yield* named(`${field}.hostname`, spec.hostname, labelName);
  yield* named(`${field}.subdomain`, spec.subdomain, labelName);
  yield* tolerationProblems(spec.tolerations ?? [], `${field}.tolerations`);
}

function* named(field: string, name: string | undefined, rule: NameRule): Problems {
  if (name === undefined || name === '') return;
  for (const why of rule(name)) yield invalid(field, name, why);
}

function* identityProblems(context: Typed<'PodSecurityContext'> | undefined, field: string): Problems {
  for (const name of ['runAsUser', 'runAsGroup', 'fsGroup'] as const) {
    const id = context?.[name];
    if (id !== undefined && (id < 0 || id > largest)) {
      yield invalid(`${field}.${name}`, id, `must be between 0 and ${largest}, inclusive`);
    }
  }
}
