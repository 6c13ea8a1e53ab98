import type { Death, Quote } from '../../evidence/death.ts';
import type { Pod } from '../../evidence/objects.ts';
import { formatSeconds } from '../../shared/quantity.ts';
import { kubectl } from '../commands.ts';
import type { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import { isCurrent } from '../place.ts';

/** The answer when no rule has found anything: what was looked at, and why it is no fault. */
export function noFault({ evidence, deaths, workloads }: Facts): Finding {
  const latest = deaths.at(-1);
  const oom = deaths.filter(({ oom }) => oom !== 'no' && oom !== 'unknown');
  const unknown = deaths.filter(({ oom }) => oom === 'unknown');
  const waiting = evidence.pods.filter(isWaiting);
  const against: Quote[] = [
    ...waiting.slice(0, 5).map(({ metadata, status }) => ({
      source: `pods.json: ${metadata.name} status`,
      text: `phase ${status?.phase ?? 'unknown'}, and nothing that was seen says why`,
    })),
    ...unknown.flatMap(({ proof }) => proof),
    ...evidence.missing.map(({ part, why }) => ({ source: part, text: `missing: ${why}` })),
  ];
  return {
    cause: 'none',
    subject: { kind: 'Namespace', name: evidence.namespace },
    pods: [...new Set(deaths.map(({ pod }) => pod))].sort(),
    confidence: waiting.length > 0 ? 0.4 : confidenceOf(evidence.pods.length, evidence.memory.length, unknown.length),
    summary: `No fault found: ${reasonOf(latest, oom, evidence.collectedAt, evidence.pods.length)}.`,
    for: deaths.slice(-5).flatMap(({ proof }) => proof),
    against,
    figures: {
      pods: evidence.pods.length,
      restarts: workloads.reduce((sum, { restarts }) => sum + restarts, 0),
      deaths: deaths.length,
    },
    next: [kubectl(evidence, 'get', 'pods'), kubectl(evidence, 'get', 'events', '--sort-by=.lastTimestamp')],
  };
}

function reasonOf(latest: Death | undefined, oom: readonly Death[], now: number, pods: number): string {
  if (pods === 0) return 'the evidence holds no pods';
  if (latest === undefined) return 'no container has ended, and none is seen to grow towards its limit';
  const newest = oom.at(-1);
  if (newest !== undefined) {
    const ago = newest.finishedAt === null ? '' : ` ${formatSeconds((now - newest.finishedAt) / 1000)} ago`;
    return `container ${newest.container} of pod ${newest.pod} was OOM-killed${ago}, and has run without a climb for far longer than it lived then`;
  }
  const { pod, container, exitCode, oom: proof } = latest;
  const killing = latest.proof.find(({ text }) => text.startsWith('Killing: '))?.text.slice('Killing: '.length);
  if (killing !== undefined)
    return `container ${container} of pod ${pod} was ended by the kubelet ("${killing}"), not by the kernel`;
  if (proof === 'unknown') {
    return `container ${container} of pod ${pod} was killed (exit code ${exitCode}), and nothing seen says by whom`;
  }
  return `container ${container} of pod ${pod} ended with exit code ${exitCode}, which no OOM kill explains`;
}

/** Not started yet, though the scheduler has placed it: it may only be young. */
function isWaiting(pod: Pod): boolean {
  return isCurrent(pod) && pod.status?.phase === 'Pending';
}

/** "Nothing" is worth as much as what was looked at. */
function confidenceOf(pods: number, curves: number, unknown: number): number {
  if (pods === 0) return 0.3;
  if (unknown > 0) return 0.5;
  return curves === 0 ? 0.7 : 0.9;
}
