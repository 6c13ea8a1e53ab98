import { CommandError } from '../shared/command.ts';
import { Fault, messageOf } from '../shared/errors.ts';
import type { Answer, Check } from './check.ts';
import type { Outcome } from './outcome.ts';
import { failure, skipped } from './outcome.ts';

export interface Examination {
  /** Seconds that each check has, once what it needs is known. */
  within: number;
  signal?: AbortSignal | undefined;
}

/**
 * Runs checks side by side and gives their answers in the order of `checks`. A check whose need failed or was skipped is
 * skipped; a need that is not in the list counts as met.
 * @throws what a check throws, unless that is a Fault or a CommandError; the reason of `signal` when it is aborted
 */
export async function examine(checks: readonly Check[], options: Examination): Promise<Answer[]> {
  const outcomes = new Map<string, Promise<Outcome>>();
  for (const check of checks) {
    const needs = (check.needs ?? []).map((name) => ({ name, outcome: outcomes.get(name) }));
    outcomes.set(check.name, afterNeeds(check, needs, options));
  }
  const settled = await Promise.all(outcomes.values());
  return checks.flatMap((check, index) => {
    const outcome = settled[index];
    return outcome === undefined ? [] : [{ check, outcome }];
  });
}

interface Need {
  name: string;
  outcome: Promise<Outcome> | undefined;
}

async function afterNeeds(check: Check, needs: readonly Need[], options: Examination): Promise<Outcome> {
  for (const need of needs) {
    const { outcome, found } = (await need.outcome) ?? {};
    if (outcome === 'failure') return skipped(`${need.name} failed`);
    // The reason at the root, not the chain of checks that leads there.
    if (outcome === 'skipped') return skipped(found ?? need.name);
  }
  return inTime(check, options);
}

async function inTime(check: Check, { within, signal }: Examination): Promise<Outcome> {
  signal?.throwIfAborted();
  const limit = AbortSignal.timeout(within * 1000);
  const either = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(either.reason);
  either.addEventListener('abort', onAbort, { once: true });
  try {
    // A race, because a check may be slow to hear its signal: a program can take its time to end.
    return await Promise.race([check.run(either), aborted]);
  } catch (thrown) {
    signal?.throwIfAborted();
    if (limit.aborted) return failure(`no answer within ${within} s`, check.byHand);
    if (thrown instanceof Fault) return failure(messageOf(thrown), thrown.hint ?? check.byHand);
    if (thrown instanceof CommandError) return failure(thrown.message, check.byHand);
    throw thrown;
  } finally {
    either.removeEventListener('abort', onAbort);
  }
}
