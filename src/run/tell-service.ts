import type { RunContext } from './context.ts';
import { checkInvariants } from './invariants.ts';

/** Says in the journal whether the service still does its job while the fault is there, as old pods let it. */
export async function tellService(context: RunContext): Promise<void> {
  const failed = (await checkInvariants(context)).filter(({ held }) => !held).map(({ name }) => `"${name}"`);
  const text =
    failed.length === 0
      ? 'the service still does its job: the pods from before the change serve on'
      : `the service no longer does its job: ${failed.join(' and ')} does not hold`;
  context.journal.say({ type: 'note', level: 'info', text });
}
