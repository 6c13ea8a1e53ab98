import { ApiFailure } from '../../kube/failure.ts';
import { CommandError } from '../../shared/command.ts';
import type { Remedy } from '../../scenario/model.ts';
import type { Aftermath } from '../../verify/case.ts';
import type { RunContext } from '../context.ts';
import { changeSteps } from './change-steps.ts';
import { restart } from './restart.ts';
import { runRemedyCommand } from './run-remedy-command.ts';
import { NothingToUndo, undo } from './undo.ts';

/** Applies the remedy. What the API server refuses and what fails in a command is a result, not an error. */
export async function applyRemedy(context: RunContext, remedy: Remedy): Promise<Aftermath['remedy']> {
  const { command } = remedy;
  const steps = [
    ...(await changeSteps(context, remedy)),
    ...(remedy.undo ? [() => undo(context)] : []),
    ...(remedy.restart ? [() => restart(context)] : []),
    ...(command === null ? [] : [() => runRemedyCommand(context, command)]),
  ];
  const done: string[] = [];
  try {
    for (const step of steps) done.push(await step());
    return { outcome: 'applied', detail: done.join(', ') };
  } catch (thrown) {
    const refusal = thrown instanceof ApiFailure || thrown instanceof NothingToUndo;
    if (!refusal && !(thrown instanceof CommandError)) throw thrown;
    // What was done before the refusal stays done: the remedy is then judged by what it left.
    const refused = refusal && done.length === 0;
    return { outcome: refused ? 'refused' : 'error', detail: [...done, thrown.message].join(', then: ') };
  }
}
