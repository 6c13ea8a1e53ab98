import { listKinds, logPath } from '../evidence/bundle-layout.ts';
import type { ListKind } from '../evidence/bundle-layout.ts';
import { noOthers, otherKinds } from '../evidence/evidence.ts';
import type { ContainerLog, Evidence, Missing } from '../evidence/evidence.ts';
import { deploymentSchema, eventSchema, nodeSchema, podSchema } from '../evidence/objects.ts';
import type { AnyObject, Pod } from '../evidence/objects.ts';
import { isRefusal } from '../kube/failure.ts';
import { messageOf } from '../shared/errors.ts';
import type { RunContext } from './context.ts';
import { observed } from './observed.ts';
import type { PreviousLogs } from './previous-logs.ts';

/** All that can be known of the run's namespace now, with what was watched until now. Reads only. */
export async function collect(context: RunContext, previousLogs: PreviousLogs): Promise<Evidence> {
  const { lab, namespace } = context;
  const missing: Missing[] = [];
  const list = async (kind: ListKind): Promise<AnyObject[]> => {
    // Nodes are no part of a namespace.
    const reference = kind === 'nodes' ? listKinds[kind] : { ...listKinds[kind], namespace };
    try {
      const { items } = await lab.cluster.api.list(reference, {}, context.signal);
      return items.map((item) => ({ apiVersion: reference.apiVersion, kind: reference.kind, ...item }));
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      missing.push({ part: `${kind}.json`, why: messageOf(thrown) });
      return [];
    }
  };
  const [pods, deployments, events, nodes] = await Promise.all([
    list('pods'),
    list('deployments'),
    list('events'),
    list('nodes'),
  ]);
  const others = noOthers();
  await Promise.all(otherKinds.map(async (kind) => (others[kind] = await list(kind))));
  const parsed = pods.map((pod) => ({ ...listKinds.pods, ...podSchema.parse(pod) }));
  const logs = await collectLogs(context, parsed, previousLogs, missing);
  const seen = observed(context);
  return {
    ...seen,
    missing: [...missing, ...seen.missing],
    pods: parsed,
    deployments: deployments.map((item) => deploymentSchema.parse(item)),
    events: events.map((item) => eventSchema.parse(item)),
    nodes: nodes.map((item) => nodeSchema.parse(item)),
    others,
    logs,
  };
}

async function collectLogs(
  { lab, namespace, signal }: RunContext,
  pods: Pod[],
  previousLogs: PreviousLogs,
  missing: Missing[],
): Promise<ContainerLog[]> {
  const kept = await previousLogs.all();
  const wanted = pods.flatMap((pod) =>
    (pod.status?.containerStatuses ?? []).flatMap(({ name, restartCount }) => [
      { pod: pod.metadata.name, container: name, previous: false },
      ...(restartCount > 0 ? [{ pod: pod.metadata.name, container: name, previous: true }] : []),
    ]),
  );
  const logs = await Promise.all(
    wanted.map(async (which): Promise<ContainerLog | undefined> => {
      const early = which.previous ? kept.get(`${which.pod}/${which.container}`) : undefined;
      if (early !== undefined) return { ...which, text: early };
      try {
        return {
          ...which,
          text: await lab.cluster.api.log(namespace, which.pod, which.container, which.previous, signal),
        };
      } catch (thrown) {
        if (!isRefusal(thrown)) throw thrown;
        missing.push({ part: logPath(which), why: messageOf(thrown) });
        return undefined;
      }
    }),
  );
  return logs.filter((log) => log !== undefined);
}
