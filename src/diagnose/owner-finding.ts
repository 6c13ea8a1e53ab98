import type { Quote } from '../evidence/death.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Pod } from '../evidence/objects.ts';
import { kubectl } from './commands.ts';
import { unique } from './container-finding.ts';
import type { Cause, Finding, Subject } from './finding.ts';
import { ownerOf } from './owner.ts';
import type { Owner } from './owner.ts';

/** Pods of one owner that show the same. */
export interface OwnedPods {
  owner: Owner;
  pods: Pod[];
}

/** Groups pods by what they are copies of. */
export function byOwner(pods: readonly Pod[], evidence: Evidence): OwnedPods[] {
  const groups = new Map<string, OwnedPods>();
  for (const pod of pods) {
    const owner = ownerOf(pod, evidence);
    const key = JSON.stringify([owner.kind, owner.name]);
    const group = groups.get(key) ?? { owner, pods: [] };
    group.pods.push(pod);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What differs between the findings on a whole workload, where no single container is to blame. */
export interface OwnerFinding {
  cause: Cause;
  owner: Owner;
  pods: readonly string[];
  confidence: number;
  summary: string;
  for: Quote[];
  against?: Quote[];
  next?: string[];
}

const most = 12;

export function ownerFinding(evidence: Evidence, finding: OwnerFinding): Finding {
  const { owner } = finding;
  const subject: Subject = { kind: owner.kind, name: owner.name };
  const pods = [...new Set(finding.pods)].sort();
  return {
    cause: finding.cause,
    subject,
    pods,
    confidence: finding.confidence,
    summary: finding.summary,
    for: unique(finding.for).slice(0, most),
    against: unique(finding.against ?? []).slice(0, most),
    figures: { pods: pods.length },
    next: [
      kubectl(evidence, 'describe', owner.kind.toLowerCase(), owner.name),
      ...(pods[0] === undefined || owner.kind === 'Pod' ? [] : [kubectl(evidence, 'describe', 'pod', pods[0])]),
      ...(finding.next ?? []),
    ],
  };
}
