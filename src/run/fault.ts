import { ApiFailure, ApiLost } from '../kube/failure.ts';
import { Fault, messageOf } from '../shared/errors.ts';
import type { RunResult } from './events.ts';

/** What the API server answers to an object that is wrong in itself. */
const wrongObject = new Set([400, 422]);

/**
 * What was thrown, as a result tells it. An API server that is lost or says no after the deploy makes the run
 * inconclusive; before it, the environment was not ready, or the manifests are wrong.
 */
export function faultOf(thrown: unknown, signal: AbortSignal, deployed: boolean): NonNullable<RunResult['fault']> {
  if (signal.aborted) return { kind: 'interrupted', message: messageOf(signal.reason), hint: null };
  if (thrown instanceof ApiFailure) {
    const kind = wrongObject.has(thrown.status) ? 'usage' : 'environment';
    return { kind: deployed ? 'inconclusive' : kind, message: messageOf(thrown), hint: null };
  }
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

/** True where the lab itself is at fault, so that the run says nothing and may be played again. */
export function isInfrastructure(thrown: unknown): boolean {
  if (thrown instanceof ApiLost) return true;
  if (thrown instanceof ApiFailure) return !wrongObject.has(thrown.status);
  return thrown instanceof Fault && thrown.kind === 'environment';
}
