import { liveReporter } from '../../src/report/live.ts';
import { plainReporter } from '../../src/report/plain.ts';
import type { RunContext } from '../../src/run/context.ts';
import type { Listener } from '../../src/run/journal.ts';

/** Shows what a watch sees: one live line on a terminal, plain lines elsewhere. Ends with `stop`. */
export function audience(): { listen: Listener; stop: () => void } {
  if (!process.stdout.isTTY)
    return { listen: plainReporter((text) => process.stdout.write(text)), stop: () => undefined };
  return liveReporter(process.stdout);
}

/** Names the watch in the journal, and so to the audience. */
export function introduce({ plan, lab, namespace, journal }: RunContext, remedy: string | null): void {
  const { scenario, pace } = plan;
  journal.say({
    type: 'run.started',
    scenario: scenario.name,
    title: scenario.title,
    remedy,
    remedyKind: null,
    expected: null,
    expectedCause: scenario.cause,
    pace: pace.name,
    speedup: pace.speedup,
    cluster: lab.cluster.name,
    namespace,
    witness: lab.witness.name,
  });
}
