import { podSchema } from '../evidence/objects.ts';
import type { Pod } from '../evidence/objects.ts';
import { podPort } from '../evidence/pod-port.ts';
import type { KubeApi } from '../kube/api.ts';
import { systemClock } from '../shared/clock.ts';
import { messageOf } from '../shared/errors.ts';
import { runLabel } from '../shared/run-label.ts';
import type { Witness, WitnessListener } from './witness.ts';

/** Milliseconds between two questions. */
const period = 500;
/** Milliseconds that one pod gets to answer. */
const patience = 3000;

/**
 * Where the nodes are out of reach: asks the apps themselves for their cgroup's memory, through the API server's proxy.
 * It sees no kernel log, so that an OOM kill is then only as certain as the runtime's word and the curve.
 */
export function watchAppMetrics(api: KubeApi, listener: WitnessListener): Witness {
  const stopping = new AbortController();
  const asking = ask(api, listener, stopping.signal);
  return {
    name: "the apps' own metrics, for want of access to the nodes",
    provesKills: false,
    async stop() {
      stopping.abort();
      await asking;
    },
  };
}

async function ask(api: KubeApi, listener: WitnessListener, signal: AbortSignal): Promise<void> {
  /** Pods that have not answered yet. One that has just died lets the proxy wait, which must not keep the others. */
  const asked = new Map<string, Promise<void>>();
  let silent = false;
  while (!signal.aborted) {
    try {
      for (const pod of await labPods(api, signal)) {
        const uid = pod.metadata.uid ?? pod.metadata.name;
        if (asked.has(uid)) continue;
        const within = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
        asked.set(
          uid,
          askPod(api, pod, listener, within).finally(() => asked.delete(uid)),
        );
      }
      silent = false;
    } catch (thrown) {
      if (signal.aborted) break;
      if (!silent) listener.interrupted(`the pods cannot be listed: ${messageOf(thrown)}`);
      silent = true;
    }
    await systemClock.sleep(period, signal).catch(() => undefined);
  }
  await Promise.all(asked.values());
}

async function labPods(api: KubeApi, signal: AbortSignal): Promise<Pod[]> {
  const namespaces = await api.list({ apiVersion: 'v1', kind: 'Namespace' }, { labelSelector: runLabel }, signal);
  const lists = await Promise.all(
    namespaces.items.map(({ metadata }) =>
      api.list({ apiVersion: 'v1', kind: 'Pod', namespace: metadata.name }, {}, signal),
    ),
  );
  return lists.flatMap(({ items }) => items.map((item) => podSchema.parse(item)));
}

async function askPod(api: KubeApi, pod: Pod, listener: WitnessListener, signal: AbortSignal): Promise<void> {
  const [status] = pod.status?.containerStatuses ?? [];
  if (status?.state?.running === undefined || status.containerID === undefined) return;
  const target = `/api/v1/namespaces/${pod.metadata.namespace}/pods/${pod.metadata.name}:${podPort(pod)}`;
  // A pod that is starting or dying does not answer: it is asked again in half a second.
  const reply = await api.proxy(target, { method: 'GET', path: '/metrics', signal }).catch(() => undefined);
  if (reply?.status !== 200) return;
  const usage = metric(reply.text, 'cgroup_memory_usage_bytes');
  const rss = metric(reply.text, 'process_resident_memory_bytes');
  // 0 is the app's word for a cgroup that it cannot see.
  if (usage === undefined || usage === 0) return;
  listener.read({
    time: systemClock.now(),
    containerId: status.containerID.replace(/^.*:\/\//, ''),
    usage,
    workingSet: usage,
    rss: Math.min(usage, rss ?? usage),
    limit: metric(reply.text, 'cgroup_memory_limit_bytes') || null,
    oomKills: null,
  });
}

/** The value of a metric without labels in Prometheus' text format. */
function metric(text: string, name: string): number | undefined {
  const value = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
  return value === undefined || Number.isNaN(Number(value)) ? undefined : Number(value);
}
