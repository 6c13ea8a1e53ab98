import type { Quote } from '../evidence/death.ts';
import type { Evidence } from '../evidence/evidence.ts';
import type { KubeEvent } from '../evidence/objects.ts';
import { formatBytes } from '../shared/quantity.ts';
import type { Workload } from './facts.ts';
import type { Instance } from './instance.ts';

/** What the status, the kernel and the counters say of each kill, the newest first; at most `most` of them. */
export function killQuotes(killed: readonly Instance[], most = 3): Quote[] {
  const newest = killed.toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0)).slice(0, most);
  return newest.flatMap(({ death, kill }) => {
    if (death !== null) return death.proof;
    return (kill?.lines ?? []).map((line) => ({
      source: 'kernel.log',
      text: `${new Date(kill?.time ?? 0).toISOString()} ${line}`,
    }));
  });
}

/** The curve of one life in a line. */
export function curveQuote({ pod, container, restart, curve, limit }: Instance): Quote {
  const size = (bytes: number | null) => (bytes === null ? 'unknown' : formatBytes(bytes));
  const text = [
    `restart ${restart}: from ${size(curve.start)} to ${size(curve.end)}, highest ${size(curve.peak)}`,
    limit === null ? 'no limit' : `limit ${formatBytes(limit)}`,
    `${curve.samples} ${curve.samples === 1 ? 'sample' : 'samples'}`,
  ];
  return { source: `memory/${pod}/${container}.csv`, text: text.join(', ') };
}

/** The workload's memory limit, or that it has none. */
export function limitQuote({ spec, pods }: Workload): Quote {
  const limit = spec.resources?.limits?.['memory'];
  return {
    source: `pods.json: ${pods[0] ?? ''} spec.containers[${spec.name}].resources`,
    text: limit === undefined ? 'no memory limit' : `limits.memory ${limit}`,
  };
}

export function restartQuote({ pods, restarts, spec }: Workload): Quote {
  return { source: `pods.json: ${pods.join(', ')}`, text: `container ${spec.name}: restartCount ${restarts}` };
}

/** How the log of the killed instance ends. The kernel asks nobody: an OOM kill leaves no last words. */
export function lastLogQuotes(killed: readonly Instance[], { logs }: Evidence): Quote[] {
  const last = killed.toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
  if (last === undefined) return [];
  const log =
    logs.find((log) => log.previous && log.pod === last.pod && log.container === last.container) ??
    logs.find((log) => log.previous && log.container === last.container);
  if (log === undefined) return [];
  const lines = log.text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(-3)
    .map((line) => (line.length > 200 ? `${line.slice(0, 200)}…` : line));
  const source = `logs/${log.pod}/${log.container}.previous.log`;
  if (lines.length === 0) return [{ source, text: '(empty: it printed nothing before it was killed)' }];
  return [{ source, text: `${lines.join('\n')}\n(it ends here, with no last words, as an OOM kill leaves it)` }];
}

/** The probes' part: for, where the events clear them; against, where they killed too or nobody looked. */
export function probeQuotes(workload: Workload, evidence: Evidence): { for: Quote[]; against: Quote[] } {
  if (workload.spec.livenessProbe === undefined && workload.spec.startupProbe === undefined)
    return { for: [], against: [] };
  if (evidence.missing.some(({ part }) => part === 'events.json')) {
    const text = 'events are missing: a kill by the liveness probe cannot be ruled out from them';
    return { for: [], against: [{ source: 'bundle.json: missing', text }] };
  }
  const blamed = evidence.events.filter((event) => isProbeKill(event, workload));
  if (blamed.length > 0) {
    const text = (event: KubeEvent) => `${event.reason ?? ''}: ${event.message ?? ''} (x${event.count ?? 1})`;
    return {
      for: [],
      against: blamed.map((event) => ({ source: `events.json: ${event.metadata.name}`, text: text(event) })),
    };
  }
  const text = `no Killing event of the kubelet for container ${workload.spec.name}: its probes are not to blame`;
  return { for: [{ source: 'events.json', text }], against: [] };
}

function isProbeKill(event: KubeEvent, { pods, spec }: Workload): boolean {
  if (event.reason !== 'Killing' || !pods.includes(event.involvedObject.name ?? '')) return false;
  const message = event.message ?? '';
  return message.startsWith(`Container ${spec.name} failed `) && message.includes('probe');
}
