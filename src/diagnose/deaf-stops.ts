import type { Quote } from '../evidence/death.ts';
import { parseTime } from '../evidence/death-window.ts';
import { judgeDeath } from '../evidence/deaths.ts';
import type { Ending } from '../evidence/ending.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { formatSeconds } from '../shared/quantity.ts';
import type { Workload } from './facts.ts';

/** One end of a container that was asked to end, waited out its grace period, and was killed. */
export interface DeafStop {
  pod: string;
  graceSeconds: number;
  quotes: Quote[];
}

/** Kubernetes gives times in whole seconds, rounded down. */
const resolution = 1;

/** Those of one workload, in pods that are gone: the kernel has killed none of them for memory. */
export function deafStops(evidence: Evidence, workload: Workload): DeafStop[] {
  return evidence.endings.flatMap((ending) => {
    const { pod, container, stop, state } = ending;
    if (stop === undefined || container !== workload.spec.name || !isOf(workload, pod, evidence)) return [];
    if (state.exitCode !== 137) return [];
    const waited = secondsOf(ending);
    if (waited === null || stop.graceSeconds < 2 || waited < stop.graceSeconds - resolution) return [];
    const { oom, proof } = judgeDeath({ ...ending, source: 'bundle.json: endings' }, evidence);
    if (oom !== 'no' && oom !== 'unknown') return [];
    const asked = `${pod} was asked to end at ${stop.askedAt} and killed ${formatSeconds(waited)} later, with ${formatSeconds(stop.graceSeconds)} to end in`;
    return [
      { pod, graceSeconds: stop.graceSeconds, quotes: [...proof, { source: 'bundle.json: endings', text: asked }] },
    ];
  });
}

/** Seconds from the request to the end; null where a time is missing. */
function secondsOf({ stop, state }: Ending): number | null {
  const [asked, finished] = [parseTime(stop?.askedAt), parseTime(state.finishedAt)];
  return asked === null || finished === null ? null : (finished - asked) / 1000;
}

/** The pod is gone, and with it its owner's name: a ReplicaSet names its pods after itself and five letters. */
function isOf({ subject }: Workload, pod: string, { others }: Evidence): boolean {
  if (subject.kind !== 'Deployment') return pod.startsWith(`${subject.name}-`);
  const set = others.replicasets.find(({ metadata }) => pod.replace(/-[a-z0-9]{5}$/, '') === metadata.name);
  return (
    set?.metadata.ownerReferences?.some(({ kind, name }) => kind === subject.kind && name === subject.name) ?? false
  );
}
