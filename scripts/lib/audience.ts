import { liveReporter } from '../../src/report/live.ts';
import { plainReporter } from '../../src/report/plain.ts';
import type { RunContext } from '../../src/run/context.ts';
import type { Listener } from '../../src/run/journal.ts';

/**
 * Shows what a watch sees, from its introduction until `stop`: one live line on a terminal, plain lines elsewhere. Before
 * and after, the output is the verb's own, which a live line would garble.
 */
export function audience(): { listen: Listener; stop: () => void } {
  const live = process.stdout.isTTY ? liveReporter(process.stdout) : undefined;
  const show = live?.listen ?? plainReporter((text) => process.stdout.write(text));
  let isOn = false;
  return {
    listen(entry) {
      isOn ||= entry.type === 'run.started';
      if (isOn) show(entry);
    },
    stop() {
      if (isOn) live?.stop();
      isOn = false;
    },
  };
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
