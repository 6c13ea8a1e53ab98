import type { Clock } from '../../shared/clock.ts';
import type { Outcome } from './outcome.ts';
import type { Probe } from './pod.ts';

export interface ProbeLoop {
  probe: Probe;
  clock: Clock;
  /** Milliseconds since the Unix epoch at which the container started. */
  startedAt: number;
  signal: AbortSignal;
  attempt: () => Promise<Outcome>;
  /** Each single attempt that did not succeed. */
  onFailure: (outcome: Outcome) => void;
  /** A threshold is reached anew: so many successes or failures in a row. 'end' ends the loop. */
  onResult: (ok: boolean) => unknown;
}

/** Probes until the signal is aborted. One failure or success resets the count of the other. */
export async function runProbe({ probe, clock, startedAt, signal, ...loop }: ProbeLoop): Promise<void> {
  let last: boolean | undefined;
  let inRow = 0;
  let result: boolean | undefined;
  try {
    const delay = startedAt + probe.initialDelaySeconds * 1000 - clock.now();
    if (delay > 0) await clock.sleep(delay, signal);
    while (!signal.aborted) {
      const began = clock.now();
      const outcome = await loop.attempt();
      if (signal.aborted) return;
      const { ok } = outcome;
      if (!ok) loop.onFailure(outcome);
      // An attempt that went wrong itself counts for nothing (pkg/kubelet/prober/worker.go).
      if (outcome.unknown !== true) {
        inRow = ok === last ? inRow + 1 : 1;
        last = ok;
        if (inRow >= (ok ? probe.successThreshold : probe.failureThreshold) && ok !== result) {
          result = ok;
          if (loop.onResult(ok) === 'end') return;
        }
      }
      await clock.sleep(Math.max(0, began + probe.periodSeconds * 1000 - clock.now()), signal);
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
}
