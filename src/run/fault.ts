import { ApiLost } from '../kube/failure.ts';
import { Fault, messageOf } from '../shared/errors.ts';
import type { RunResult } from './events.ts';

/**
 * What was thrown, as a result tells it. An API server that is lost after the deploy makes the run inconclusive; before
 * it, the environment was not ready.
 */
export function faultOf(thrown: unknown, signal: AbortSignal, deployed: boolean): NonNullable<RunResult['fault']> {
  if (signal.aborted) return { kind: 'interrupted', message: messageOf(signal.reason), hint: null };
  if (!(thrown instanceof Fault)) {
    const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
    return {
      kind: 'defect',
      message: `${messageOf(thrown)}\n${stack}`,
      hint: 'this is a defect of leaklab: please report it with the journal',
    };
  }
  const kind = thrown instanceof ApiLost && deployed ? 'inconclusive' : thrown.kind;
  return { kind, message: messageOf(thrown), hint: thrown.hint ?? null };
}
