import type { Death, Quote } from '../../evidence/death.ts';
import type { Pod } from '../../evidence/objects.ts';
import { formatSeconds } from '../../shared/quantity.ts';
import { kubectl } from '../commands.ts';
import type { Facts } from '../facts.ts';
import type { Finding } from '../finding.ts';
import type { Harmless } from '../harmless/harmless.ts';
import { harmlessMemory } from '../harmless/memory.ts';
import { passedReadiness } from '../harmless/readiness.ts';
import { finishedRollouts } from '../harmless/rollout.ts';
import { isCurrent } from '../place.ts';

/** More of them nobody reads. */
const mostReasons = 3;

/** The answer when no rule has found anything: what was looked at, and why it is no fault. */
export function noFault(facts: Facts): Finding {
  const { evidence, deaths, workloads } = facts;
  const harmless = [...passedReadiness(facts), ...finishedRollouts(facts), ...harmlessMemory(facts)];
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
    summary: `No fault found: ${reasonsOf(facts, harmless).join('; ')}.`,
    for: [...deaths.slice(-5).flatMap(({ proof }) => proof), ...harmless.flatMap(({ quotes }) => quotes)],
    against,
    figures: {
      pods: evidence.pods.length,
      restarts: workloads.reduce((sum, { restarts }) => sum + restarts, 0),
      deaths: deaths.length,
    },
    next: [kubectl(evidence, 'get', 'pods'), kubectl(evidence, 'get', 'events', '--sort-by=.lastTimestamp')],
  };
}

/** The reasons, the one that looks worst first. */
function reasonsOf({ evidence, deaths }: Facts, harmless: readonly Harmless[]): string[] {
  if (evidence.pods.length === 0) return ['the evidence holds no pods'];
  const done = new Set(
    evidence.pods.filter(({ status }) => status?.phase === 'Succeeded').map(({ metadata }) => metadata.name),
  );
  const ended = deathReason(
    deaths.filter(({ pod, exitCode }) => exitCode !== 0 || !done.has(pod)),
    evidence.collectedAt,
  );
  const all = [...(ended === null ? [] : [ended]), ...harmless.map(({ why }) => why)];
  if (all.length > 0) return all.slice(0, mostReasons);
  return [
    deaths.length === 0
      ? 'no container has ended, and none is seen to grow towards its limit'
      : 'what has ended has done its work, and no container is seen to grow towards its limit',
  ];
}

function deathReason(deaths: readonly Death[], now: number): string | null {
  const latest = deaths.at(-1);
  if (latest === undefined) return null;
  const newest = deaths.findLast(isOom);
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

function isOom({ oom }: Death): boolean {
  return oom !== 'no' && oom !== 'unknown';
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
