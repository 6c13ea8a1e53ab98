import type { Death } from '../../evidence/death.ts';
import { formatSeconds } from '../../shared/quantity.ts';
import type { RunContext } from '../context.ts';
import { lifetimeOf } from '../instance.ts';
import type { Look, Sighting } from './sighting.ts';

/** OOM kills as far as this cluster's witness can tell. */
export const oomKills: Look = (context) =>
  deathsWhere(
    context,
    ({ oom }) => isMemory(oom),
    (death) => `an OOM kill (${death.oom}; ${exitWords(death)}): ${proofOf(death)}`,
  );

/** Ends by its own doing with one of these codes. */
export function exits(codes: readonly number[]): Look {
  return (context) =>
    deathsWhere(
      context,
      (death) => codes.includes(death.exitCode) && !isMemory(death.oom) && killingOf(death) === undefined,
      (death) => `itself (${exitWords(death)})`,
    );
}

/** Ends that the kubelet has asked for because a probe failed. */
export const probeKills: Look = (context) =>
  deathsWhere(
    context,
    (death) => /failed (?:liveness|startup) probe/.test(killingOf(death) ?? ''),
    (death) => `the kubelet (${exitWords(death)}): ${killingOf(death) ?? ''}`,
  );

function deathsWhere(
  { plan, observation, earlierPods }: RunContext,
  wanted: (death: Death) => boolean,
  by: (death: Death) => string,
): Sighting[] {
  return observation.deaths().flatMap(({ instance, death }) => {
    if (death.container !== plan.scenario.workload.container || !observation.isSettled(instance)) return [];
    if (earlierPods.has(instance.podUid)) return [];
    if (!wanted(death)) return [];
    const lived = lifetimeOf(instance);
    const after = lived === null ? '' : ` after ${formatSeconds(lived)}`;
    const text = `container ${death.container} died${after} by ${by(death)}`;
    return [{ text, pod: death.pod, after: lived, ended: { instance, death } }];
  });
}

function isMemory(oom: Death['oom']): boolean {
  return oom === 'proven' || oom === 'reported' || oom === 'likely';
}

/** "Killing: Container app failed liveness probe, will be restarted", where the kubelet has said so. */
function killingOf({ proof }: Death): string | undefined {
  return proof.find(({ text }) => text.startsWith('Killing: '))?.text.slice('Killing: '.length);
}

function exitWords({ exitCode, reason }: Death): string {
  return `exit ${exitCode}, ${reason ?? 'no reason'}`;
}

function proofOf({ proof }: Death): string {
  return brief((proof.findLast(({ source }) => source === 'kernel.log') ?? proof.at(-1))?.text ?? '');
}

/** A kernel line without its times and its tail of counters: the whole line is in the bundle. */
function brief(line: string): string {
  const words = line.replace(/^\S+Z \[ *[\d.]+\] /, '').replace(/ total-vm:.*$/, '');
  return words.length <= 120 ? words : `${words.slice(0, 117)}…`;
}
