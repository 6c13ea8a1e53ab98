import { collectLogs, logsOf } from '../collect/logs.ts';
import type { WantedLog } from '../collect/logs.ts';
import { collectObjects } from '../collect/objects.ts';
import type { Evidence, Missing } from '../evidence/evidence.ts';
import type { RunContext } from './context.ts';
import { observed } from './observed.ts';
import type { PreviousLogs } from './previous-logs.ts';

/** All that can be known of the run's namespace now, with what was watched until now. Reads only. */
export async function collect(context: RunContext, previousLogs: PreviousLogs): Promise<Evidence> {
  const { lab, namespace, signal } = context;
  const { api } = lab.cluster;
  const missing: Missing[] = [];
  const objects = await collectObjects({ api, namespace, signal }, missing);
  const kept = await previousLogs.all();
  const read = async ({ pod, container, previous }: WantedLog) =>
    (previous ? kept.get(`${pod}/${container}`) : undefined) ?? api.log(namespace, pod, container, previous, signal);
  const logs = await collectLogs(logsOf(objects.pods), read, missing);
  const seen = observed(context);
  return { ...seen, ...objects, missing: [...missing, ...seen.missing], logs };
}
