import type { Quote } from '../evidence/death.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { kubectl } from './commands.ts';
import type { Workload } from './facts.ts';
import type { Cause, Finding } from './finding.ts';

/** What differs between the findings on one container of one workload. */
export interface ContainerFinding {
  cause: Cause;
  workload: Workload;
  /** Names of the pods that show it. */
  pods: readonly string[];
  confidence: number;
  summary: string;
  for: Quote[];
  against?: Quote[];
  figures?: Record<string, number>;
  /** Commands beside a look at the pod. */
  next?: string[];
}

/** The most quotes that a person reads: of forty pods that say the same, a few do. */
const most = 12;

export function containerFinding(evidence: Evidence, finding: ContainerFinding): Finding {
  const pods = [...new Set(finding.pods)].sort();
  return {
    cause: finding.cause,
    subject: finding.workload.subject,
    pods,
    confidence: finding.confidence,
    summary: finding.summary,
    for: unique(finding.for).slice(0, most),
    against: unique(finding.against ?? []).slice(0, most),
    figures: { restarts: finding.workload.restarts, ...finding.figures },
    next: [kubectl(evidence, 'describe', 'pod', pods[0] ?? ''), ...(finding.next ?? [])],
  };
}

/** "Container app of Deployment ledger" */
export function nameOf({ subject }: Pick<Workload, 'subject'>): string {
  return `Container ${subject.container ?? ''} of ${subject.kind} ${subject.name}`;
}

/** `kubectl logs` of one pod's container, of the instance before the last restart where there is one. */
export function logsCommand(evidence: Evidence, { spec, places }: Workload, pod: string): string {
  const restarted = places.some((place) => place.pod.metadata.name === pod && (place.status?.restartCount ?? 0) > 0);
  return kubectl(evidence, 'logs', pod, '-c', spec.name, ...(restarted ? ['--previous'] : []));
}

export function unique(quotes: readonly Quote[]): Quote[] {
  return [...new Map(quotes.map((quote) => [`${quote.source} ${quote.text}`, quote])).values()];
}
