import { Interrupted } from '../run/interrupted.ts';
import { exitCodes } from '../run/exit-code.ts';

/**
 * Runs `action` with a signal that Ctrl-C, SIGTERM and SIGHUP abort: the action then keeps its evidence and cleans up.
 * A second one ends the process at once. `stopping` tells a person what happens meanwhile.
 */
export async function interruptible<T>(
  action: (signal: AbortSignal) => Promise<T>,
  stopping = 'stopping, keeping the evidence and cleaning up',
): Promise<T> {
  const controller = new AbortController();
  const onSignal = (name: NodeJS.Signals) => {
    if (controller.signal.aborted) {
      process.stderr.write('leaklab: ended at once; what is left behind is removed by the next run\n');
      process.exit(exitCodes.interrupted);
    }
    process.stderr.write(`\nleaklab: ${stopping} (again to stop at once)\n`);
    controller.abort(new Interrupted(name));
  };
  const names = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const name of names) process.on(name, onSignal);
  try {
    return await action(controller.signal);
  } catch (thrown) {
    // Whatever fails once the abort has come fails because of it.
    if (controller.signal.aborted) throw controller.signal.reason;
    throw thrown;
  } finally {
    for (const name of names) process.off(name, onSignal);
  }
}
