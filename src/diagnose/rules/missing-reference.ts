import { kubectl } from '../commands.ts';
import { containerFinding, nameOf } from '../container-finding.ts';
import type { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import type { Rule } from '../rule.ts';
import { unmetReferences } from '../unmet-reference.ts';
import type { UnmetReference } from '../unmet-reference.ts';

/** A ConfigMap or Secret that a pod needs does not exist. */
export const missingConfig: Rule = {
  name: 'missing-config',
  find: (facts) => findWhere(facts, 'missing-config', ({ key }) => key === null),
};

/** The ConfigMap or Secret is there, and the key that a pod needs is not in it. */
export const missingKey: Rule = {
  name: 'missing-key',
  find: (facts) => findWhere(facts, 'missing-key', ({ key }) => key !== null),
};

function findWhere(
  { evidence, workloads }: Facts,
  cause: 'missing-config' | 'missing-key',
  wanted: (reference: UnmetReference) => boolean,
): Finding[] {
  return workloads.flatMap((workload) => {
    const references = unmetReferences(workload, evidence).filter(wanted);
    const [first] = references;
    if (first === undefined) return [];
    const resource = first.kind.toLowerCase();
    const look = first.object === null ? ['get', resource] : ['get', resource, first.object, '-o', 'yaml'];
    return [
      containerFinding(evidence, {
        cause,
        workload,
        pods: references.map(({ pod }) => pod),
        // Where only the lists speak, nobody has said that this is what the pod waits for.
        confidence: references.some(({ quote }) => quote.text.includes('is not among')) ? 0.75 : 0.98,
        summary: `${nameOf(workload)} cannot be created: ${whatIsMissing(references)}.`,
        for: references.map(({ quote }) => quote),
        next: [kubectl(evidence, ...look)],
      }),
    ];
  });
}

function whatIsMissing(references: readonly UnmetReference[]): string {
  const texts = references.map(({ kind, object, key }) => {
    const name = object === null ? kind : `${kind} ${object}`;
    return key === null ? `${name} does not exist` : `${name} has no key ${key}`;
  });
  return [...new Set(texts)].join(', and ');
}
