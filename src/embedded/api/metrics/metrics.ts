import type { ContainerUsage } from '../../kubelet/node-access.ts';
import type { StoredObject } from '../../store/object.ts';
import { notFound } from '../../store/status-errors.ts';
import { answerJson } from '../http/answer.ts';
import type { Exchange } from '../http/context.ts';
import { methodNotAllowed, notServed } from '../http/errors.ts';
import { text } from '../http/parameters.ts';
import type { Path } from '../target.ts';

const apiVersion = 'metrics.k8s.io/v1beta1';

/** GET of `pods` and `nodes` of metrics.k8s.io/v1beta1: what the node measured last. */
export function metrics(exchange: Exchange, path: Path): void {
  const { store, response, query, method } = exchange;
  if (path.plural !== 'pods' && path.plural !== 'nodes') throw notServed();
  if (method !== 'GET') throw methodNotAllowed();
  const isPods = path.plural === 'pods';
  const { items, resourceVersion } = store.list({
    resource: path.plural,
    namespace: isPods ? path.namespace : undefined,
    labelSelector: text(query, 'labelSelector'),
    fieldSelector: path.name === undefined ? text(query, 'fieldSelector') : `metadata.name=${path.name}`,
  });
  const measured = items.flatMap((object) => (isPods ? podMetrics(exchange, object) : nodeMetrics(exchange, object)));
  if (path.name === undefined) {
    const kind = isPods ? 'PodMetricsList' : 'NodeMetricsList';
    answerJson(response, 200, { kind, apiVersion, metadata: { resourceVersion }, items: measured });
    return;
  }
  const [one] = measured;
  if (one === undefined)
    throw notFound(`${path.plural === 'pods' ? 'podmetrics' : 'nodemetrics'}.metrics.k8s.io`, path.name);
  answerJson(response, 200, one);
}

function podMetrics({ node }: Exchange, { metadata }: StoredObject): object[] {
  const { name, namespace = '', labels } = metadata;
  const usage = node.usage(namespace, name);
  if (usage === undefined) return [];
  const containers = usage.containers.map((container) => ({ name: container.name, usage: quantities([container]) }));
  return [
    {
      kind: 'PodMetrics',
      apiVersion,
      metadata: { name, namespace, labels, creationTimestamp: time(usage.at) },
      timestamp: time(usage.at),
      window: `${usage.windowSeconds}s`,
      containers,
    },
  ];
}

/** The sum of the pods: the machine's other programs are none of the cluster's. */
function nodeMetrics({ store, node, clock }: Exchange, { metadata }: StoredObject): object[] {
  const { name, labels } = metadata;
  const pods = store.list({ resource: 'pods', fieldSelector: `spec.nodeName=${name}` }).items;
  const usages = pods.flatMap((pod) => node.usage(pod.metadata.namespace ?? '', pod.metadata.name) ?? []);
  const at = Math.max(...usages.map((usage) => usage.at));
  const timestamp = time(usages.length === 0 ? clock.now() : at);
  return [
    {
      kind: 'NodeMetrics',
      apiVersion,
      metadata: { name, labels, creationTimestamp: timestamp },
      timestamp,
      window: `${usages[0]?.windowSeconds ?? 10}s`,
      usage: quantities(usages.flatMap((usage) => usage.containers)),
    },
  ];
}

/** In metrics-server's units: nanocores and KiB. */
function quantities(containers: ContainerUsage[]): { cpu: string; memory: string } {
  const cores = containers.reduce((sum, { cpu }) => sum + cpu, 0);
  const bytes = containers.reduce((sum, { memory }) => sum + memory, 0);
  return { cpu: `${Math.round(cores * 1e9)}n`, memory: `${Math.round(bytes / 1024)}Ki` };
}

function time(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}
