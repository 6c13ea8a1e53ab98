import type { Quote } from '../evidence/death.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { Probe } from '../evidence/objects.ts';
import { eventQuote, eventsOn, isOnContainer } from './events.ts';
import type { Workload } from './facts.ts';
import { lastWords } from './last-words.ts';
import { wasEverReady } from './ever-ready.ts';
import { failureOf, patienceOf, probeFailures } from './readiness.ts';

/** Containers that the kubelet ends because a probe fails, and what is known of why it fails. */
export interface ProbeKill {
  kind: 'liveness' | 'startup';
  probe: Probe;
  /** Seconds from the start within which the probe has failed for good. */
  patience: number;
  pods: string[];
  /** The newest failure in the kubelet's words; empty where none is told. */
  failure: string;
  how: Failure;
  /** Whether a pod has ever passed its readiness probe; null where it has none, or nothing tells. */
  everReady: boolean | null;
  /** A port of the container's own that the probe does not ask; null where it asks one of them, or none is declared. */
  otherPort: number | null;
  /** An exception in the log of the container that was killed. */
  exception: Quote | null;
  quotes: Quote[];
}

export type Failure =
  'no such path' | 'server error' | 'not yet' | 'refused' | 'no answer' | 'wrong protocol' | 'command' | 'unknown';

/** Null where no container of this workload was ended for a probe, or all of them have recovered since. */
export function probeKillOf(workload: Workload, evidence: Evidence): ProbeKill | null {
  for (const kind of ['startup', 'liveness'] as const) {
    const found = killsBy(kind, workload, evidence);
    if (found !== null) return found;
  }
  return null;
}

function killsBy(kind: 'liveness' | 'startup', workload: Workload, evidence: Evidence): ProbeKill | null {
  const probe = kind === 'liveness' ? workload.spec.livenessProbe : workload.spec.startupProbe;
  if (probe === undefined) return null;
  const failing = [...new Set(workload.ends.map(({ pod }) => pod))];
  const kills = eventsOn(evidence, 'Pod', failing, ['Killing']).filter(
    (event) => isOnContainer(event, workload.spec.name) && (event.message ?? '').includes(`failed ${kind} probe`),
  );
  if (kills.length === 0) return null;
  const pods = [...new Set(kills.map(({ involvedObject }) => involvedObject.name ?? ''))];
  const failures = probeFailures(workload, evidence, kind === 'liveness' ? 'Liveness' : 'Startup', pods);
  const failure = failureOf(failures.at(-1)) ?? '';
  return {
    kind,
    probe,
    patience: patienceOf(probe),
    pods,
    failure,
    how: howOf(failure),
    everReady: everReady(workload, pods),
    otherPort: otherPortOf(workload, probe),
    exception: exceptionIn(workload, evidence),
    quotes: [...failures.slice(-2).map(eventQuote), ...kills.slice(-2).map(eventQuote)],
  };
}

/** The texts of the kubelet's probers (pkg/probe/http, tcp and exec) and of Go's net/http behind them. */
export function howOf(failure: string): Failure {
  const status = /statuscode: (\d{3})/.exec(failure)?.[1];
  if (status !== undefined) {
    if (status === '503' || status === '429' || status === '408') return 'not yet';
    return status.startsWith('4') ? 'no such path' : 'server error';
  }
  if (
    /HTTP response to HTTPS client|malformed HTTP|first record does not look like a TLS handshake|tls: /.test(failure)
  )
    return 'wrong protocol';
  if (/connection refused|connection reset|EOF/.test(failure)) return 'refused';
  if (/deadline exceeded|Client\.Timeout|timed out|timeout/i.test(failure)) return 'no answer';
  if (/executable file not found|no such file or directory/.test(failure)) return 'command';
  return 'unknown';
}

function everReady({ places, spec }: Workload, pods: readonly string[]): boolean | null {
  if (spec.readinessProbe === undefined) return null;
  const seen = places.filter(({ pod }) => pods.includes(pod.metadata.name)).map(({ pod }) => wasEverReady(pod));
  if (seen.includes(true)) return true;
  return seen.includes(false) ? false : null;
}

/** A probe's port may be a name, which the kubelet resolves in the container's own ports. */
function otherPortOf({ spec }: Workload, probe: Probe): number | null {
  const asked = probe.httpGet?.port ?? probe.tcpSocket?.port;
  const own = spec.ports ?? [];
  const [first] = own;
  if (asked === undefined || first === undefined) return null;
  return own.some(({ name, containerPort }) => asked === name || asked === containerPort) ? null : first.containerPort;
}

const exceptionLine =
  /^\s*(?:\S+\s+)?(?:Uncaught\s+)?\w*(?:TypeError|ReferenceError|RangeError|SyntaxError|Exception|Error): .+/;

function exceptionIn(workload: Workload, evidence: Evidence): Quote | null {
  for (const { source, lines } of lastWords(workload, evidence, { previous: true, lines: 60 })) {
    const line = lines.findLast((one) => exceptionLine.test(one));
    if (line !== undefined) return { source, text: line.trim().slice(0, 300) };
  }
  return null;
}
