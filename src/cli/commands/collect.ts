import { collectIncident } from '../../collect/incident.ts';
import { writeBundle } from '../../evidence/write-bundle.ts';
import { shownPath } from '../../report/shown-path.ts';
import { exitCodes } from '../../run/exit-code.ts';
import { incidentSources } from '../incident-source.ts';
import { say } from '../output.ts';
import { interruptible } from '../signals.ts';

interface CollectOptions {
  context?: string;
  namespace?: string;
  output: string;
}

/** `leaklab collect`: a bundle of one namespace, for whoever diagnoses it elsewhere or later. */
export async function collect(options: CollectOptions): Promise<number> {
  return interruptible(async (signal) => {
    for (const source of await incidentSources(options, signal)) {
      const evidence = await collectIncident(source);
      await writeBundle(options.output, evidence);
      const folder = shownPath(options.output);
      say(
        `wrote ${evidence.pods.length} pods and ${evidence.events.length} events of ${source.namespace} to ${folder}`,
      );
      for (const { part, why } of evidence.missing) say(`  without ${part}: ${why}`);
      say(`next: leaklab diagnose --bundle ${folder}`);
    }
    return exitCodes.ok;
  });
}
