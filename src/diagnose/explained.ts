import type { Finding } from './finding.ts';

/**
 * Leaves out what another finding explains. `stages` are findings in the order in which causes come before their
 * consequences: a container that was never created cannot crash, one that is OOM-killed is not to be blamed for its
 * probes, and a whole workload without a pod has no containers to speak of.
 */
export function withoutConsequences(stages: readonly Finding[][]): Finding[] {
  const kept: Finding[] = [];
  const explained = new Set<string>();
  for (const findings of stages) {
    const news = findings.filter((finding) => !isExplained(finding, explained));
    kept.push(...news);
    for (const finding of news) if (isPresent(finding)) explained.add(keyOf(finding));
  }
  return kept;
}

/** A climb that has killed nobody yet explains nothing that has happened. */
function isPresent({ cause, figures }: Finding): boolean {
  return cause !== 'memory-leak' || (figures['oomKills'] ?? 1) > 0;
}

function isExplained(finding: Finding, explained: ReadonlySet<string>): boolean {
  return (
    explained.has(keyOf(finding)) ||
    explained.has(keyOf({ ...finding, subject: { ...finding.subject, container: undefined } }))
  );
}

function keyOf({ subject }: Pick<Finding, 'subject'>): string {
  return JSON.stringify([subject.kind, subject.name, subject.container ?? '']);
}
